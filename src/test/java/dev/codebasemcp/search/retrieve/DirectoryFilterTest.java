package dev.codebasemcp.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.paths.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DirectoryFilterTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "src/api, src/api/one.py, true",
                "src/api, src/apis/one.py, false",
                "src/api, src/api, false",
                "/src/api/, src/api/one.py, true",
                "./src//api, src/api/x/one.py, true",
                "src/api*, src/apis/one.py, true",
                "s*c, src/one.py, true",
                "s*c, s/c/one.py, false",
                "**/api, api/one.py, true",
                "**/api, a/b/api/one.py, true",
                "a/**/b, a/b/one.py, true",
                "a/**/b, a/x/y/b/one.py, true",
                "a/**, a/one.py, true",
                "a/**, b/one.py, false",
                "**, one.py, true",
                "a**b, axxb/one.py, true",
                "a**b, ax/xb/one.py, false",
                "a[b]?, a[b]?/one.py, true",
                "a[b], ab/one.py, false",
                "a?, ab/one.py, false",
                "a\\b, a\\b/one.py, true",
                "übung, übung/one.py, true",
                "ü*, übung/one.py, true",
                "*, one.py, false",
            })
    void passesWhatIsBelow(String directory, String path, boolean below) {
        assertThat(DirectoryFilter.below(directory).matches(dev.codebasemcp.paths.Bytes.of(path)))
                .isEqualTo(below);
    }

    @Test
    void everythingIsBelowTheRoot() {
        for (String root : List.of("", "/", ".", "./", "**", "**/**")) {
            assertThat(DirectoryFilter.below(root).matches("a/b.py")).as(root).isTrue();
        }
    }

    /** A regular expression took minutes for these, and did not end for some. */
    @Test
    void hostileDirectoriesTakeNoLongerThanOthers() {
        List<String> paths = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            paths.add("aa/a/aaa/".repeat(1 + random.nextInt(8)) + "file" + i + ".py");
        }
        paths.add("a/".repeat(2_000) + "file.py");
        for (String directory : List.of(
                "**/**/**/**x",
                "**/".repeat(20) + "zzz",
                "**/".repeat(340),
                "**********",
                "*a*a*a*a*a*a*a*a*a*a*z",
                "*/".repeat(10) + "*",
                "**/a*/".repeat(20) + "z")) {
            Glob glob = DirectoryFilter.below(directory);
            assertThat(paths.stream().filter(glob::matches).count())
                    .as(directory)
                    .isEqualTo(paths.stream()
                            .filter(path -> directory.equals("**********")
                                    || directory.equals("**/".repeat(340))
                                    || (directory.startsWith("*/") && path.split("/", -1).length > 11))
                            .count());
        }
    }
}
