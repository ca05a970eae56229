package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two editors at once, each with a server process of its own, on a home that neither has seen. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoProcessesTest {
    private static final Map<String, Object> NOTHING = Map.of();
    private static final int FILES = 3_000;

    @TempDir
    private static Path folder;

    private static SampleRepository sample;
    private static ServerSession left;
    private static ServerSession right;

    @BeforeAll
    static void startBoth() throws IOException {
        sample = SampleRepository.in(folder.resolve("sample")).named("shared");
        Path home = Files.createTempDirectory(ServerProgram.sharedHome(), "fresh-");
        Map<String, String> environment = new HashMap<>(ServerSession.SLOW);
        environment.put("CODEBASE_MCP_HOME", home.toString());
        left = ServerSession.launch(sample.root(), environment);
        right = ServerSession.launch(sample.root(), environment);
        left.initialize();
        right.initialize();
    }

    @AfterAll
    static void stopBoth() {
        try (ServerSession first = left;
                ServerSession second = right) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    @Order(1)
    void bothMakeTheSameProjectAtOnce() {
        Map<String, Object> request = Map.of("repo_path", sample.toString());
        int leftCall = left.send("index_repository", request);
        int rightCall = right.send("index_repository", request);

        List<JsonNode> answers = List.of(left.structured(leftCall), right.structured(rightCall));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("completed");
            assertThat(answer.path("project").path("name").asText()).isEqualTo("shared");
        });
        assertThat(answers.get(0).path("project").path("id"))
                .isEqualTo(answers.get(1).path("project").path("id"));
        for (ServerSession server : List.of(left, right)) {
            JsonNode projects = server.ask("list_projects", NOTHING).path("projects");
            assertThat(projects).hasSize(1);
            assertThat(projects.path(0).path("repositories")).hasSize(1);
            assertThat(projects.path(0)
                            .path("repositories")
                            .path(0)
                            .path("files")
                            .asInt())
                    .isEqualTo(3);
            assertThat(server.searchedProject(NOTHING).path("id"))
                    .isEqualTo(projects.path(0).path("id"));
        }
    }

    @Test
    @Order(2)
    void oneIndexesWhileTheOtherSearches() {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), FILES, 3, "together");
        String job = left.startIndexing(tree);

        assertThat(right.startIndexing(tree)).isEqualTo(job);
        assertThat(left.startIndexing(tree)).isEqualTo(job);
        right.awaitJob(job, state -> state.path("status").asText().equals("running"));
        JsonNode meanwhile = right.search("refresh a session");
        assertThat(meanwhile.path("index").path("building").asBoolean())
                .as("of the session's own repository")
                .isFalse();
        assertThat(right.search("refresh a session", Map.of("scope", "project"))
                        .path("index")
                        .path("building")
                        .asBoolean())
                .isTrue();
        assertThat(meanwhile.path("results").path(0).path("file_path").asText()).isEqualTo("src/SessionStore.java");
        assertThat(left.search("refresh a session").path("results").path(0).path("file_path"))
                .isEqualTo(meanwhile.path("results").path(0).path("file_path"));
        int waiting = right.send("index_repository", Map.of("repo_path", tree.toString()));
        JsonNode waited = right.structured(waiting);

        assertThat(waited.path("job_id").asText()).isEqualTo(job);
        assertThat(waited.path("status").asText()).as(waited.toString()).isEqualTo("completed");
        assertThat(waited.path("files_indexed").asInt()).isEqualTo(FILES);
        assertThat(left.job(job)).isEqualTo(right.job(job));
        for (ServerSession server : List.of(left, right)) {
            Map<String, Object> part = Map.of("directory", "part7", "limit", 1, "repository_id", tree.toString());
            JsonNode found = server.search("for together", part);
            // files written a moment ago are looked at once more by a job
            while (found.path("index").path("building").asBoolean()) {
                found = server.search("for together", part);
            }
            assertThat(found.path("results").path(0).path("content").asText()).contains("together");
        }
        assertThat(repositories(left)).isEqualTo(repositories(right)).hasSize(2);
    }

    @Test
    @Order(3)
    void whatOneCancelsEndsInTheOther() {
        Path tree = GeneratedRepository.write(folder.resolve("cancelled"), FILES, 4, "cancelled");
        String job = left.startIndexing(tree);
        right.awaitJob(job, state -> state.path("status").asText().equals("running"));

        right.ask("cancel_indexing", Map.of("job_id", job));

        assertThat(left.awaitEnd(job).path("status").asText()).isEqualTo("cancelled");
        assertThat(right.search("refresh a session")
                        .path("results")
                        .path(0)
                        .path("file_path")
                        .asText())
                .isEqualTo("src/SessionStore.java");
    }

    @Test
    @Order(4)
    void theOneThatStaysGoesOnWhenTheOtherLeaves() {
        left.close();
        sample.write("web/refund.ts", "export function refundPurchase(id: string): string {\n  return id;\n}\n");

        JsonNode indexed = right.index(sample.root());

        assertThat(indexed.path("status").asText()).isEqualTo("completed");
        assertThat(right.search("refundPurchase")
                        .path("results")
                        .path(0)
                        .path("file_path")
                        .asText())
                .isEqualTo("web/refund.ts");
    }

    private static List<String> repositories(ServerSession server) {
        return server.listed("shared").path("repositories").findValuesAsText("path").stream()
                .sorted()
                .toList();
    }
}
