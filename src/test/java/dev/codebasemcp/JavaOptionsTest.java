package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One set of JVM options: what users are told is what tests and benchmarks run. */
class JavaOptionsTest {
    private static final Pattern COMMAND = Pattern.compile("-- java (\\S.*?) -jar ");
    private static final Pattern JSON = Pattern.compile("\"args\": \\[([^\\]]*?)\"-jar\"");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"");

    @Test
    void theReadmeNamesTheOptionsThatTestsAndScriptsUse() throws IOException {
        List<String> options = options();
        String readme = Files.readString(Path.of("README.md"));

        assertThat(List.of(only(COMMAND, readme).split(" "))).isEqualTo(options);
        assertThat(ARGUMENT.matcher(only(JSON, readme))
                        .results()
                        .map(argument -> argument.group(1))
                        .toList())
                .isEqualTo(options);
    }

    @Test
    void theTestsRunOnTheSameCompilerAndCollector() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(only(Pattern.compile("<argLine>(.+)</argLine>"), pom).split(" "))
                .containsAll(options().stream()
                        .filter(option -> option.startsWith("-XX:"))
                        .toList());
    }

    private static List<String> options() throws IOException {
        return Files.readAllLines(JavaCommand.OPTIONS).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static String only(Pattern pattern, String text) {
        List<String> found =
                pattern.matcher(text).results().map(match -> match.group(1)).toList();
        assertThat(found).as(pattern.pattern()).hasSize(1);
        return found.get(0);
    }
}
