package dev.codebasemcp.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GlobTest {
    /** Compares with a regular expression built piece by piece, on texts with few letters, so that many match. */
    @Test
    void matchesWhatARegularExpressionWould() {
        List<String> pieces = List.of("a", "b", "/", "*", "**/", "/**", "?", "[ab]", "[!a]", "\\*", "a*", "*b", "/**/");
        Random random = new Random(3);
        int matches = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder pattern = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                pattern.append(pieces.get(random.nextInt(pieces.size())));
            }
            Glob glob = Glob.compile(pattern.toString());
            Pattern reference = reference(pattern.toString());
            for (int i = 0; i < 30; i++) {
                StringBuilder text = new StringBuilder();
                for (int j = random.nextInt(7); j > 0; j--) {
                    text.append("aab/*".charAt(random.nextInt(5)));
                }
                boolean expected = reference.matcher(text).matches();
                matches += expected ? 1 : 0;
                assertThat(glob.matches(text.toString()))
                        .as("%s on %s", pattern, text)
                        .isEqualTo(expected);
                assertThat(!expected || glob.literals().stream().allMatch(text.toString()::contains))
                        .as("literals of %s in %s", pattern, text)
                        .isTrue();
            }
        }
        assertThat(matches).isGreaterThan(3_000);
    }

    private static final Pattern PIECE =
            Pattern.compile("((?<=^|/)\\*{2,}/)|((?<=^|/)\\*{2,}$)|(\\*+)|(\\?)|(\\[!a])|\\[ab]|\\\\.|.");
    /** The regular expression of each group of pieces. */
    private static final List<String> KINDS = List.of("(?:.*/)?", ".*", "[^/]*", "[^/]", "[^a/]");

    private static Pattern reference(String glob) {
        return Pattern.compile(PIECE.matcher(glob).replaceAll(piece -> Matcher.quoteReplacement(regex(piece))));
    }

    private static String regex(MatchResult piece) {
        int kind = 1;
        while (kind <= KINDS.size() && piece.group(kind) == null) {
            kind++;
        }
        if (kind <= KINDS.size()) {
            return KINDS.get(kind - 1);
        }
        String text = piece.group();
        return text.startsWith("\\") || text.length() == 1 ? Pattern.quote(text.substring(text.length() - 1)) : text;
    }

    @Test
    void hostilePatternsTakeNoLongerThanOthers() {
        String path = "a/".repeat(1_250);
        for (String pattern : List.of(
                "**/".repeat(100_000) + "z",
                "**/*a".repeat(500) + "z",
                "*a".repeat(100_000),
                "*".repeat(1_000_000) + "z",
                "?*".repeat(1_500) + "z",
                "[[:alpha:]".repeat(100_000),
                "[" + "[:".repeat(500_000) + "x]",
                "[".repeat(1_000_000),
                "\\".repeat(1_000_000),
                "[" + "[:alpha:]".repeat(100_000) + "]z")) {
            Glob glob = Glob.compile(pattern);
            for (int i = 0; i < 20; i++) {
                assertThat(glob.matches(path)).isFalse();
            }
        }
    }

    @Test
    void aPatternForNoPathSaysSo() {
        assertThat(Glob.compile("a".repeat(5_000)).matchesNothing()).isTrue();
        assertThat(Glob.compile("[a").matchesNothing()).isTrue();
        assertThat(Glob.compile("a*").matchesNothing()).isFalse();
    }
}
