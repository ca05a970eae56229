package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.OnOneJdk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code repositories remove} takes one repository out of a project, and nothing else. */
@OnOneJdk
@Timeout(180)
class RemoveRepositoryTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void byPathIdAndNameWhileOthersKeepTheContentsTheyShare() throws Exception {
        Path shared = Files.createDirectories(folder.toRealPath().resolve("shared"));
        new SampleRepository(shared).named("removing");
        for (String name : new String[] {"kept", "first", "second", "third"}) {
            SampleRepository repository = SampleRepository.in(shared.resolve(name));
            repository.write(name + ".py", "def zebra_of_" + name + "():\n    return 1\n");
            assertThat(json(shared, "index", name).path("status").asText()).isEqualTo("completed");
        }
        assertThat(json(shared, "repositories").path("repositories")).hasSize(4);

        JsonNode refused = json(shared, "repositories", "remove", "first");
        assertThat(refused.path("exit_code").asInt()).isEqualTo(1);
        assertThat(refused.path("error").asText())
                .contains(shared.resolve("first").toString(), "'removing'", "--yes");
        assertThat(json(shared, "repositories").path("repositories")).hasSize(4);

        assertRemoved(json(shared.resolve("first/src"), "repositories", "remove", "..", "--yes"), shared, "first");
        String id = json(shared, "repositories")
                .path("repositories")
                .path(1)
                .path("repository_id")
                .asText();
        assertRemoved(json(shared, "repositories", "remove", id, "--yes"), shared, "second");
        assertRemoved(json(shared, "repositories", "remove", "third", "--yes"), shared, "third");

        JsonNode left = json(shared, "repositories").path("repositories");
        assertThat(left).hasSize(1);
        assertThat(left.path(0).path("path").asText())
                .isEqualTo(shared.resolve("kept").toString());
        assertThat(left.path(0).path("files").asInt()).isEqualTo(4);
        JsonNode zebras = json(shared, "search", "zebra_of", "--project", "removing");
        assertThat(zebras.path("results").findValuesAsText("file_path"))
                .contains("kept.py")
                .doesNotContain("first.py", "second.py", "third.py");
        assertThat(json(shared, "search", "refreshSession", "--project", "removing")
                        .path("results")
                        .path(0)
                        .path("symbol")
                        .asText())
                .isEqualTo("SessionStore.refreshSession");
        assertThat(shared.resolve("first/first.py")).isRegularFile();
    }

    private static void assertRemoved(JsonNode answer, Path shared, String name) {
        assertThat(answer.path("action").asText()).as(answer.toString()).isEqualTo("Removed");
        assertThat(answer.path("repository").path("path").asText())
                .isEqualTo(shared.resolve(name).toString());
    }

    private static JsonNode json(Path directory, String... arguments) throws Exception {
        ProcessBuilder program = ServerProgram.process(Map.of(), arguments).directory(directory.toFile());
        program.command().add("--json");
        Process process = program.start();
        process.getOutputStream().close();
        return JSON.readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
