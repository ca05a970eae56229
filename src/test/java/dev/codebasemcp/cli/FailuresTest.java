package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What commands report when they fail, and with which exit code. */
class FailuresTest {
    private final RejectedException invalid = new RejectedException("CODEBASE_MCP_X is odd.\nSo is another.");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index",
                "search x",
                "status",
                "projects",
                "projects list",
                "projects init",
                "projects create x",
                "projects rename x y",
                "projects adopt x",
                "projects delete x",
                "repositories",
                "repositories list",
                "repositories remove x",
                "repositories move x y",
                "repositories claim",
                "install",
                "install --list",
                "install --print",
                "uninstall",
                "archive"
            })
    void withJsonEveryCommandPrintsOneDocumentForInvalidSettingsAndWrongOptions(String command) throws Exception {
        assertJson(run(invalid, command + " --json"), 2, "CODEBASE_MCP_X is odd.\nSo is another.");
        assertJson(run(invalid, command + " --json --nonsense"), 2, "Unknown option: '--nonsense'");
    }

    @Test
    void withoutJsonAMessageSaysWhatIsWrongAndHowToLearnMore() {
        assertThat(run(invalid, "status --projet")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "Unknown option: '--projet'\nPossible solutions: --project\n'codebase-mcp status --help' shows how to use it.\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void invalidSettingsNeedNoHelpOnUsage() {
        assertThat(run(invalid, "status")).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("CODEBASE_MCP_X is odd.\nSo is another.\n");
    }

    @Test
    void whatFailsLaterIsAnotherCode() throws Exception {
        UnavailableException down = new UnavailableException("The database is gone.", new IllegalStateException());
        CommandLine line = new CommandLine(new StatusCommand(() -> {
            throw down;
        }));
        line.setExecutionExceptionHandler(Failures::ofCommand);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

        assertThat(line.execute()).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("The database is gone.\n");
        err.getBuffer().setLength(0);
        assertJson(line.execute("--json"), 1, "The database is gone.");
    }

    @Test
    void aMessageIsQuotedAndColouredOnATerminalAlone() {
        RejectedException hostile = new RejectedException("no \u001b[5mproject");

        run(hostile, "status");
        assertThat(err.toString()).isEqualTo("no \\u001b[5mproject\n");
        err.getBuffer().setLength(0);
        line(hostile)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON))
                .execute("status");
        assertThat(err.toString()).isEqualTo("\u001b[1m\u001b[31mno \\u001b[5mproject\u001b[0m\n");
    }

    @Test
    void coloursAreOffForDumbTerminalsAndOnRequest() {
        assertThat(Commands.ansi(new String[] {"search", "x", "--no-color"}, Map.of()))
                .isEqualTo(Ansi.OFF);
        assertThat(Commands.ansi(new String[] {"search", "x"}, Map.of("TERM", "dumb")))
                .isEqualTo(Ansi.OFF);
        assertThat(Commands.ansi(new String[] {"search", "x"}, Map.of("TERM", "xterm")))
                .isEqualTo(Ansi.AUTO);
    }

    private void assertJson(int code, int expected, String message) throws Exception {
        assertThat(code).isEqualTo(expected);
        JsonNode answer = new JsonMapper().readTree(out.toString());
        assertThat(answer.path("error").asText()).startsWith(message);
        assertThat(answer.path("exit_code").asInt()).isEqualTo(expected);
        assertThat(answer).hasSize(2);
        assertThat(err.toString()).isEmpty();
        out.getBuffer().setLength(0);
    }

    private int run(RuntimeException failure, String command) {
        return line(failure).execute(List.of(command.split(" ", -1)).toArray(String[]::new));
    }

    private CommandLine line(RuntimeException failure) {
        CommandLine line = Commands.line(
                () -> {
                    throw failure;
                },
                () -> 0,
                "1");
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }
}
