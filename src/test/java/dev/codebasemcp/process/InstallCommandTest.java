package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.OnOneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code install} and {@code uninstall} as processes, in a home of their own. */
@OnOneJdk
@Timeout(300)
class InstallCommandTest {
    private static final String ORIGINAL = "{\n  // mine\n  \"theme\": \"dark\",\n}\n";

    @TempDir
    private Path home;

    @Test
    void aClientIsConfiguredListedAndRestored() throws Exception {
        Path launcher = launcher();
        Path file =
                Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), ORIGINAL);

        assertThat(run("install", "--print").out())
                .startsWith(file + System.lineSeparator())
                .contains("\"command\": \"" + launcher + "\"");
        assertThat(file).hasContent(ORIGINAL);

        ProgramRun install = run("install", "--instructions");
        assertThat(install.code()).as(install.shown()).isZero();
        assertThat(install.out())
                .contains("Gemini CLI        added      " + file, "added      " + home.resolve(".gemini/GEMINI.md"));
        assertThat(file).content().contains("// mine", "\"theme\": \"dark\"", launcher.toString());
        assertThat(run("install").out()).contains("Gemini CLI        unchanged  " + file);
        assertThat(run("install", "--list").out().lines())
                .anyMatch(line -> line.matches("gemini +yes +yes +" + file))
                .anyMatch(line -> line.matches("goose +no +no +.*"));

        ProgramRun uninstall = run("uninstall", "gemini");
        assertThat(uninstall.code()).isZero();
        assertThat(uninstall.out()).contains("Gemini CLI        removed    " + file);
        assertThat(Files.readString(file)).isEqualTo(ORIGINAL);
        assertThat(home.resolve(".gemini").toFile().list()).containsExactly("settings.json");
    }

    @Test
    void refusalsHaveAnExitCodeAndTheNextStep() throws Exception {
        Path file =
                Files.writeString(Files.createDirectory(home.resolve(".qwen")).resolve("settings.json"), "{ oops");

        ProgramRun broken = run("install", "qwen");
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("refused", file + ": line 1, column 3", "The file is left alone.");
        assertThat(file).hasContent("{ oops");

        ProgramRun unknown = run("install", "qwem");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no client 'qwem'; did you mean 'qwen'?");
        assertThat(run("uninstall", "qwem").code()).isEqualTo(2);
        assertThat(run("install", "--list", "qwem").code()).isEqualTo(2);
        assertThat(run("install", "--user", "--project").code()).isEqualTo(2);
    }

    @Test
    void printTellsProgramsWhatItAddsAndRefuses() throws Exception {
        launcher();
        Path file = home.resolve(".qwen/settings.json");
        Path broken =
                Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), "{ oops");

        JsonNode print = new JsonMapper()
                .readTree(run("install", "qwen", "--print", "--json").out());
        assertThat(print.path("files").get(0).path("file").asText()).isEqualTo(file.toString());
        assertThat(print.path("files").get(0).path("adds").asText()).contains("\"codebase\": {");
        assertThat(print.path("refused")).isEmpty();
        ProgramRun refused = run("install", "gemini", "--print", "--json");
        assertThat(refused.code()).isEqualTo(1);
        JsonNode refusal = new JsonMapper().readTree(refused.out());
        assertThat(refusal.path("files")).isEmpty();
        assertThat(refusal.path("refused").get(0).path("error").asText()).contains(broken + ": line 1");
        assertThat(run("install", "gemini", "--print").out()).contains("Gemini CLI        refused    " + broken);
    }

    @Test
    void programsGetOneDocumentWithTheSameFieldsForEachClient() throws Exception {
        launcher();
        Path file = home.resolve(".qwen/settings.json");
        Path broken =
                Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), "{ oops");

        ProgramRun install = run("install", "qwen", "gemini", "--json");

        assertThat(install.code()).isEqualTo(1);
        JsonNode changes = new JsonMapper().readTree(install.out()).path("changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0))
                .isEqualTo(new JsonMapper()
                        .createObjectNode()
                        .put("client", "qwen")
                        .put("file", file.toString())
                        .put("done", "added"));
        assertThat(changes.get(1).path("done").asText()).isEqualTo("refused");
        assertThat(changes.get(1).path("file").asText()).isEqualTo(broken.toString());
        assertThat(changes.get(1).path("error").asText()).contains("line 1, column 3");
        JsonNode states =
                new JsonMapper().readTree(run("install", "--list", "--json").out());
        assertThat(states.path("clients"))
                .anySatisfy(state -> assertThat(state)
                        .isEqualTo(new JsonMapper()
                                .createObjectNode()
                                .put("client", "qwen")
                                .put("file", file.toString())
                                .put("recognized", true)
                                .put("configured", true)));
        JsonNode uninstall =
                new JsonMapper().readTree(run("uninstall", "qwen", "--json").out());
        assertThat(uninstall.path("changes").get(0).path("done").asText()).isEqualTo("removed");
        // Gemini's file is broken, but has nothing of ours.
        ProgramRun again = run("uninstall");
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("None of the files that were looked at has an entry");
    }

    private Path launcher() throws Exception {
        Path launcher = Files.createFile(home.resolve("codebase-mcp"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }

    /** The tests run from directories of classes, so a launcher stands for the program. */
    private ProgramRun run(String... arguments) throws Exception {
        Map<String, String> environment = Map.of(
                "HOME",
                home.toString(),
                "PATH",
                "/usr/bin:/bin",
                "JAVA_TOOL_OPTIONS",
                "-Djpackage.app-path=" + home.resolve("codebase-mcp"));
        return ProgramRun.of(environment, arguments);
    }
}
