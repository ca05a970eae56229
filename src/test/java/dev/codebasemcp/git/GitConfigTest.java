package dev.codebasemcp.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with real git on the same files. */
@Timeout(60)
class GitConfigTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[core]\n\texcludesFile = a",
                "[core] excludesFile = a b  # c\nignoreCase",
                "[Core]\nexcludesfile = \"a  # b\" ; c\n",
                "[a \"B.c\\\"d\\\\\"]\nx = 1\ny-Z=\n",
                "[a.B]\nx = one\\\n two\\\n\n[b]\n",
                "# comment\n; comment\n[a]x=1\n[a]x=\" \"\n",
                "[a]\nx = \\\"q\\\" \\t\\n\\\\end\n",
                "\ufeff[a]\r\nx = 1 \r\ny\r\n",
                "[a]\nx = b\"c  \"d  \ny = \"\"\n",
                "",
                "[a]"
            })
    void readsWhatGitReads(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("config"), text);
        String listed = GitDirectories.git(directory, "config", "--file", file.toString(), "--list", "-z");
        List<String> expected = listed.isEmpty()
                ? List.of()
                : List.of(listed.substring(0, listed.length() - 1).split("\0"));

        List<String> read = new ArrayList<>();
        for (GitVariable variable : GitConfigParser.parse(text)) {
            String subsection = variable.subsection().map(name -> "." + name).orElse("");
            String value = variable.value().map(given -> "\n" + given).orElse("");
            read.add(variable.section() + subsection + "." + variable.name() + value);
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aDamagedFileCountsUpToItsFault() {
        assertThat(GitConfigParser.parse("[a]\nx = 1\n[b\ny = 2\n")).hasSize(1);
        assertThat(GitConfigParser.parse("[a]\nx = \"1\n")).isEmpty();
        assertThat(GitConfigParser.parse("[a \"b\nx = 1")).isEmpty();
        assertThat(GitConfigParser.parse("[a]\n=1")).isEmpty();
    }

    @Test
    void aFileThatIncludesItselfEnds() throws Exception {
        Path file =
                Files.writeString(directory.resolve("config"), "[core]\nexcludesfile = a\n[include]\npath = config\n");
        assertThat(GitConfig.ofFile(file).text("core", "excludesfile")).contains("a");
    }
}
