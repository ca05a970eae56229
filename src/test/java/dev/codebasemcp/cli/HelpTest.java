package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HelpTest {
    private static final List<String> COMMANDS = List.of(
            "serve",
            "index",
            "search",
            "status",
            "projects",
            "projects list",
            "projects init",
            "projects create",
            "projects rename",
            "projects adopt",
            "projects delete",
            "repositories",
            "repositories list",
            "repositories remove",
            "repositories move",
            "repositories claim",
            "install",
            "uninstall",
            "doctor",
            "completion",
            "help");

    private record Result(int code, String out, String err) {}

    @Test
    void everyCommandShowsItsHelpAndStartsNothing() {
        for (String command : COMMANDS) {
            for (String asked : List.of(command + " --help", command + " -h", "help " + command)) {
                Result result = run(asked.split(" ", -1));
                assertThat(result.code()).as(asked + result).isZero();
                assertThat(result.out())
                        .as(asked)
                        .contains("Usage: codebase-mcp " + command)
                        .contains("\nExit codes:\n  0     done\n", "\nExamples:\n  ")
                        .doesNotContain("@|", "${");
                assertThat(result.err()).isEmpty();
            }
            assertThat(run((command + " --version").split(" ", -1)).out()).contains("codebase-mcp 1.2.3");
        }
        assertThat(run("help").out()).isEqualTo(run("--help").out()).contains("help");
    }

    @Test
    void whatIsUnknownNamesTheNearest() {
        for (String[] wrong : new String[][] {
            {"index --forse", "--force"},
            {"search x --langauge java", "--language"},
            {"projects --jsno", "--json"},
            {"repositories claim --machin", "--machine"},
            {"serch x", "search"},
            {"projects creat x", "create"},
            {"help serch", "search"},
            {"help projects renam", "rename"}
        }) {
            Result result = run(wrong[0].split(" ", -1));
            assertThat(result.code()).as(wrong[0]).isEqualTo(2);
            assertThat(result.err()).as(wrong[0]).contains(wrong[1]);
        }
    }

    @Test
    void noFileAddsArguments(@TempDir Path folder) throws IOException {
        Path options = Files.writeString(folder.resolve("options"), "--help");

        Result result = run("serch", "@" + options);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out() + result.err()).doesNotContain("Usage: codebase-mcp serch");
        assertThat(run("@" + options).out()).doesNotContain("Usage: codebase-mcp [");
        assertThat(run("@" + options).err()).contains("@" + options);
    }

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Commands.line(
                () -> {
                    throw new AssertionError("services were opened");
                },
                () -> {
                    throw new AssertionError("the server was started");
                },
                "1.2.3");
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return new Result(line.execute(arguments), out.toString(), err.toString());
    }
}
