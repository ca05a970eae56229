package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompletionCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sea, search",
        "'projects ', adopt create delete init list rename tag untag",
        "'search --lang', --language",
        "'repositories remove --y', --yes",
        "'completion ', bash zsh"
    })
    void bashCompletesCommandsAndOptions(String typed, String expected) throws Exception {
        Path script = Files.writeString(folder.resolve("completion.bash"), script("bash"));
        String question = "compopt() { :; }; source " + script + "; COMP_WORDS=(codebase-mcp " + typed
                + (typed.endsWith(" ") ? "\"\"" : "")
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=\"codebase-mcp " + typed
                + "\"; COMP_POINT=${#COMP_LINE}; $(complete -p codebase-mcp | sed 's/.*-F \\([^ ]*\\).*/\\1/');"
                + " printf '%s\\n' \"${COMPREPLY[@]}\" | grep -v '^-' | sort | uniq";
        String asked = expected.startsWith("-") ? question.replace("grep -v '^-'", "cat") : question;

        assertThat(bash(asked).strip().replaceAll("\\s+", " ")).isEqualTo(expected);
    }

    @Test
    void bothShellsGetTheSameScriptAndOthersNone() throws IOException {
        assertThat(script("zsh")).isEqualTo(script("bash")).contains("bashcompinit");
        assertThat(line().setErr(new PrintWriter(new StringWriter())).execute("completion", "fish"))
                .isEqualTo(2);
    }

    private static String script(String shell) {
        StringWriter out = new StringWriter();
        assertThat(line().setOut(new PrintWriter(out)).execute("completion", shell))
                .isZero();
        return out.toString();
    }

    private static CommandLine line() {
        return Commands.line(
                () -> {
                    throw new AssertionError("services were opened");
                },
                () -> 0,
                "1");
    }

    private static String bash(String commands) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-c", commands)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }
}
