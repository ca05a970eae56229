package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.mcp.McpNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What commands print speaks of options, arguments and commands, never of tools and their arguments. */
@OnOneJdk
@Timeout(300)
class CommandMessagesTest {
    private static final Pattern OF_MCP = Pattern.compile(
            "(?<![\\w/])(?:" + McpNames.alternatives() + ")(?!\\w)|[\\uFDD0\\uFDD1]|scope \"|detail \"");

    @TempDir
    private Path folder;

    /** A command and what it says. */
    private record Case(List<String> arguments, String said) {
        static Case of(String said, String... arguments) {
            return new Case(List.of(arguments), said);
        }
    }

    @Test
    void refusalsNameWhatWasTyped() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("words");
        String path = sample.toString();
        assertThat(run("index", path).code()).isZero();

        for (Case one : List.of(
                Case.of("PATH: '/' is the root", "index", "/"),
                Case.of("add --any-directory if you mean all of it", "index", "/"),
                Case.of("--project: no project 'nobody'", "index", path, "--project", "nobody"),
                Case.of("--project: no project 'nobody'", "search", "x", "--project", "nobody"),
                Case.of("--directory: \"/usr\"", "search", "x", "--path", path, "--directory", "/usr"),
                Case.of("--repository: \"nothing\"", "search", "x", "--path", path, "--repository", "nothing"),
                Case.of("; 'status' shows", "status", "00000000-0000-4000-8000-000000000000"),
                Case.of("--project: no project 'nobody'", "status", "--project", "nobody"),
                Case.of("PROJECT: no project 'nobody'", "projects", "delete", "nobody"),
                Case.of("REPOSITORY: \"nothing\"", "repositories", "remove", "nothing", "--path", path))) {
            assertSays(run(one.arguments().toArray(String[]::new)), 1, one.said());
        }
        for (Case one : List.of(
                Case.of("--file-type: \"src/*.py\"", "search", "x", "--path", path, "--file-type", "src/*.py"),
                Case.of("--language: \"klingon\"", "search", "x", "--path", path, "--language", "klingon"),
                Case.of("\"--limit\" is 99", "search", "x", "--path", path, "--limit", "99"),
                Case.of("\"--max-tokens\" is 1;", "search", "x", "--path", path, "--max-tokens", "1"),
                Case.of("\"JOB\" is \"7\"", "status", "7"))) {
            assertSays(run(one.arguments().toArray(String[]::new)), 2, one.said());
        }
    }

    @Test
    void withoutADefaultProjectEachCommandSaysHowToNameADirectory() throws Exception {
        Map<String, String> off = Map.of("CODEBASE_MCP_DEFAULT_PROJECT", "off");
        String path = Files.createDirectories(folder.resolve("bare")).toString();

        assertSays(
                ProgramRun.of(off, "search", "x", "--path", path), 1, "Give --project, or use --path with a directory");
        assertSays(ProgramRun.of(off, "index", path), 1, "Give --project, or give as PATH a directory");
        assertSays(ProgramRun.of(off, "status", "--path", path), 1, "no --project is given");
        assertSays(ProgramRun.of(off, "repositories", "--path", path), 1, "Give --project, or use --path");
    }

    @Test
    void answersNameOptionsToo() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("answers");
        String path = sample.toString();
        assertThat(run("index", path).out()).contains("Found ").doesNotContainPattern(OF_MCP);

        assertSays(
                run("search", "x", "--path", path, "--file-type", "py", "--directory", "src"),
                0,
                "without --file-type 'py': 1 file");
        assertSays(
                run("search", "refresh session", "--path", path, "--max-tokens", "350", "--json"),
                0,
                "to stay within --max-tokens");
    }

    private static void assertSays(ProgramRun run, int code, String said) {
        assertThat(run.code()).as(run.toString()).isEqualTo(code);
        assertThat(run.shown()).contains(said);
        assertThat(run.shown().lines().filter(line -> !line.startsWith("  \"") && !line.startsWith("    \"")))
                .noneMatch(line -> OF_MCP.matcher(line).find());
    }

    private static ProgramRun run(String... arguments) throws Exception {
        return ProgramRun.of(Map.of(), arguments);
    }
}
