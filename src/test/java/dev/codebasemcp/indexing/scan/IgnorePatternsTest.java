package dev.codebasemcp.indexing.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hard cases of gitignore(5), by hand; the answers are git's. */
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
    void theLastMatchDecidesAndNegationTakesInAgain() {
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
    void foldsCaseOnlyIfToldTo() {
        byte[] file = "Build\n[[:upper:]]x".getBytes(StandardCharsets.UTF_8);
        assertThat(IgnorePatterns.parse(file, true).match("bUILD", false)).contains(true);
        assertThat(IgnorePatterns.parse(file, true).match("ax", false)).contains(true);
        assertThat(IgnorePatterns.parse(file, false).match("build", false)).isEmpty();
        assertThat(IgnorePatterns.parse(file, false).match("ax", false)).isEmpty();
    }

    /** Backtracking would need about 3^30 steps. */
    @Test
    void aHostilePatternTakesNoLongerThanAnyOther() {
        String path = "a/".repeat(100) + "c";
        assertThat(parse("**/a*".repeat(30) + "/b").match(path, false)).isEmpty();
        assertThat(parse("*a".repeat(30) + "b").match("a".repeat(250), false)).isEmpty();
    }

    private static IgnorePatterns parse(String file) {
        return IgnorePatterns.parse(file.getBytes(StandardCharsets.UTF_8), false);
    }
}
