package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
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
            "evaluate",
            "doctor",
            "help");

    private record Result(int code, String out, String err) {}

    @Test
    void everyCommandShowsItsHelpAndStartsNothing() {
        for (String command : COMMANDS) {
            for (String asked : List.of(command + " --help", command + " -h", "help " + command)) {
                Result result = run(asked.split(" ", -1));
                assertThat(result.code()).as(asked + result).isZero();
                assertThat(result.out()).as(asked).contains("Usage: codebase-mcp " + command);
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

    private static Result run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream toOut = new ByteArrayOutputStream();
        ByteArrayOutputStream toErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
            int code = Commands.run(
                    arguments,
                    () -> {
                        throw new AssertionError("services were opened");
                    },
                    () -> {
                        throw new AssertionError("the server was started");
                    },
                    "1.2.3");
            return new Result(code, toOut.toString(StandardCharsets.UTF_8), toErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
