package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.paths.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hard cases of gitignore(5), with git's answers. */
@Timeout(60)
class IgnorePatternsTest {
    private static final String E_ACUTE = "\u00e9";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "foo|foo|true",
                "foo|a/b/foo|true",
                "foo|foobar|false",
                "foo/|a/foo/|true",
                "foo/|foo|false",
                "/foo|foo|true",
                "/foo|a/foo|false",
                "a/b|a/b|true",
                "a/b|x/a/b|false",
                "/a/b/|a/b|false",
                "*.class|x/y/Z.class|true",
                "*.class|Z.java|false",
                "*.*|README|false",
                "doc/*.txt|doc/a.txt|true",
                "doc/*.txt|doc/x/a.txt|false",
                "**/logs|a/b/logs|true",
                "**/logs|logs|true",
                "logs/**|logs/a/b|true",
                "logs/**|logs/|false",
                "a/**/b|a/b|true",
                "a/**/b|a/x/y/b|true",
                "a/**/b|ab|false",
                "a**b|axxb|true",
                "a**b|a/b|false",
                "a**/b|ax/y/b|true",
                "a?c|abc|true",
                "a?c|a/c|false",
                "x/a?c|x/a/c|false",
                "[ab].c|a.c|true",
                "[!ab].c|a.c|false",
                "[^ab].c|c.c|true",
                "[a-c]x|bx|true",
                "[]]|]|true",
                "[!]]|]|false",
                "[a-]|-|true",
                "[[:digit:]x]|7|true",
                "[[:nonsense:]]|n|false",
                "[a|[a|false",
                "x/[!a]b|x//b|false",
                "\\#a|#a|true",
                "\\!a|!a|true",
                "\\*|*|true",
                "\\*|x|false",
                "a\\|a|false",
                "{a,b}|a|false",
                "\"a \"|a|true",
                "\"a\\ \"|\"a \"|true",
                "\"a\\  \"|\"a \"|true",
                "\" a\"|\" a\"|true",
                "\"a\t\"|a|false",
                "#a|#a|false",
                "/|a|false",
                "!|!|false"
            })
    void matchesAsGitDoes(String pattern, String path, boolean ignored) {
        boolean directory = path.length() > 1 && path.endsWith("/");
        String name = directory ? path.substring(0, path.length() - 1) : path;
        assertThat(parse(pattern).match(name, directory)).isEqualTo(ignored ? Optional.of(true) : Optional.empty());
    }

    @Test
    void theLastMatchDecidesAndNegationIncludesAgain() {
        IgnorePatterns patterns = parse("*.log\n!keep.log\nkeep.log\n!keep.log");
        assertThat(patterns.match("a.log", false)).contains(true);
        assertThat(patterns.match("keep.log", false)).contains(false);
        assertThat(patterns.match("a.txt", false)).isEmpty();
    }

    @Test
    void readsByteOrderMarkAndWindowsLineBreaks() {
        IgnorePatterns patterns = parse("\ufefffirst\r\nsecond\r\n\r\n# third\r\n");
        assertThat(patterns.match("first", false)).contains(true);
        assertThat(patterns.match("second", false)).contains(true);
        assertThat(patterns.match("third", false)).isEmpty();
    }

    @Test
    void aQuestionMarkIsOneByte() {
        assertThat(parse("?").match(Bytes.of(E_ACUTE), false)).isEmpty();
        assertThat(parse("??").match(Bytes.of(E_ACUTE), false)).contains(true);
        assertThat(parse(E_ACUTE).match(Bytes.of(E_ACUTE), false)).contains(true);
    }

    @Test
    void foldsCaseOnlyOnRequest() {
        byte[] file = "Build\n[[:upper:]]x".getBytes(StandardCharsets.UTF_8);
        assertThat(IgnorePatterns.parse(file, true).match("bUILD", false)).contains(true);
        assertThat(IgnorePatterns.parse(file, true).match("ax", false)).contains(true);
        assertThat(IgnorePatterns.parse(file, false).match("build", false)).isEmpty();
        assertThat(IgnorePatterns.parse(file, false).match("ax", false)).isEmpty();
    }

    /** Backtracking would need about 3^30 steps. */
    @Test
    void hostilePatternsTakeLinearTime() {
        String path = "a/".repeat(100) + "c";
        assertThat(parse("**/a*".repeat(30) + "/b").match(path, false)).isEmpty();
        assertThat(parse("*a".repeat(30) + "b").match("a".repeat(250), false)).isEmpty();
    }

    @Test
    void aPatternThatIsLongerThanAnyPathCostsNothing() {
        IgnorePatterns patterns =
                parse("*a".repeat(100_000) + "\n" + "**/".repeat(800) + "b\n" + "[[:".repeat(300_000) + "]\n");
        String path = "a/".repeat(1_000) + "c";
        for (int i = 0; i < 1_000; i++) {
            assertThat(patterns.match(path + i, false)).isEmpty();
        }
        assertThat(patterns.match("a/b", false)).contains(true);
    }

    @Test
    void ofHundredsOfThousandsOfPatternsFewAreTried() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            file.append("file-").append(i).append(".txt\n");
            file.append("/out/part-").append(i).append("/*.bin\n");
            file.append("*.gen").append(i).append("\n");
            file.append("**/cache/*-").append(i).append("-*\n");
        }
        IgnorePatterns patterns = parse(file + "!file-77.txt\n");

        for (int i = 0; i < 1_000; i++) {
            assertThat(patterns.match("src/main/java/Some" + i + ".java", false))
                    .isEmpty();
            assertThat(patterns.match("a/file-" + i + ".txt", false)).contains(i != 77);
            assertThat(patterns.match("out/part-" + i + "/a.bin", false)).contains(true);
            assertThat(patterns.match("x/y.gen" + i, false)).contains(true);
            assertThat(patterns.match("deep/cache/a-" + i + "-b", true)).contains(true);
        }
    }

    @Test
    void mergesEqualPatterns() {
        IgnorePatterns patterns = parse("*\n!*\n".repeat(250_000) + "[ab]*\n?\n".repeat(100_000));
        for (int i = 0; i < 2_000; i++) {
            assertThat(patterns.match("x" + i, false)).contains(false);
            assertThat(patterns.match("a" + i, false)).contains(true);
        }
    }

    @Test
    void reportsMoreThanAMillionPatternsAsIncomplete() {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i <= IgnorePatterns.MAX_PATTERNS; i++) {
            file.append(Integer.toString(i, Character.MAX_RADIX)).append('\n');
        }
        IgnorePatterns patterns = parse(file.toString());

        assertThat(patterns.isComplete()).isFalse();
        assertThat(patterns.match("0", false)).isEmpty();
        assertThat(patterns.match("1", false)).contains(true);
        assertThat(parse("a\n\n# b\n").isComplete()).isTrue();
    }

    /** Compares the index of patterns with trying each of them, on words of few letters so that many match. */
    @Test
    void findsTheSameLastMatchAsTryingAll() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                lines.add((random.nextInt(4) == 0 ? "!" : "")
                        + word(random, "ab.*?/-[a]", 7)
                        + (random.nextInt(5) == 0 ? "/" : ""));
            }
            IgnorePatterns patterns = parse(String.join("\n", lines));
            for (int i = 0; i < 40; i++) {
                String path = "a" + word(random, "ab.-/", 6).replace("//", "/") + "b";
                boolean directory = random.nextBoolean();
                assertThat(patterns.match(path, directory))
                        .as("%s for %s", lines, path)
                        .isEqualTo(byTryingAll(lines, path, directory));
            }
        }
    }

    private static Optional<Boolean> byTryingAll(List<String> lines, String path, boolean directory) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Optional<IgnorePattern> pattern = IgnorePattern.parse(lines.get(i));
            if (pattern.isPresent()
                    && (directory || !pattern.get().directoriesOnly())
                    && pattern.get().matches(path, path.substring(path.lastIndexOf('/') + 1))) {
                return Optional.of(!pattern.get().negated());
            }
        }
        return Optional.empty();
    }

    private static String word(Random random, String letters, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    private static IgnorePatterns parse(String file) {
        return IgnorePatterns.parse(file.getBytes(StandardCharsets.UTF_8), false);
    }
}
