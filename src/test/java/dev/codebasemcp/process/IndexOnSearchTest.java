package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first call of a session: a search in a repository that was never indexed. */
@Timeout(240)
class IndexOnSearchTest {
    private static final Map<String, String> ON = Map.of("CODEBASE_MCP_INDEX_ON_SEARCH", "on");
    private static final String QUERY = "refresh a session";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void start() {
        server = ServerSession.start(folder, ON);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRepositoryBelowAConfigIsIndexedFirst() {
        SampleRepository tree =
                SampleRepository.in(folder.resolve("configured")).named("first-call");
        server.workIn(tree.root().resolve("src"));

        JsonNode answer = server.search(QUERY);

        assertThat(first(answer)).isEqualTo("src/SessionStore.java");
        assertThat(answer.path("project").path("name").asText()).isEqualTo("first-call");
        assertThat(jobs()).hasSize(1);
        assertThat(jobs().path(0).path("repo_path").asText()).isEqualTo(tree.toString());
    }

    @Test
    void aGitRepositoryIsIndexedFromItsTopAndOnlyOnce() {
        SampleRepository tree = SampleRepository.in(folder.resolve("plain-git")).withGit();
        int before = jobs().size();
        server.workIn(tree.root().resolve("src"));

        JsonNode answer = server.search(QUERY);
        server.search(QUERY);

        assertThat(first(answer)).isEqualTo("src/SessionStore.java");
        assertThat(jobs()).hasSize(before + 1);
        assertThat(jobs().path(0).path("repo_path").asText()).isEqualTo(tree.toString());
    }

    @Test
    void aDirectoryWithoutGitAndConfigIsLeftAlone() {
        SampleRepository tree = SampleRepository.in(folder.resolve("loose"));
        server.workIn(tree.root());
        int before = jobs().size();

        String message = server.search(QUERY).path("message").asText();

        assertThat(message).containsAnyOf("index_repository", "in no repository");
        assertThat(jobs()).hasSize(before);
    }

    @Test
    void whatTheConfigForbidsIsObeyed() {
        for (String setting : new String[] {"\"dry_run\":true", "\"auto_switch\":false"}) {
            SampleRepository tree = SampleRepository.in(folder.resolve("forbids-" + setting.length()))
                    .withGit();
            tree.write(
                    ".codebase-mcp/config.json",
                    "{\"version\":\"1.0\",\"project\":{\"name\":\"forbids\"}," + setting + "}");
            server.workIn(tree.root());
            JsonNode before = jobs();

            JsonNode answer = server.search(QUERY);

            assertThat(answer.path("results")).as(setting).isEmpty();
            assertThat(answer.path("message").asText()).as(setting).isNotBlank();
            assertThat(jobs()).as(setting).isEqualTo(before);
        }
    }

    @Test
    void aRepositoryWithAConfigIsNotIndexedIntoAnotherProject() {
        SampleRepository tree = SampleRepository.in(folder.resolve("elsewhere"))
                .withGit()
                .withConfig("{\"version\":\"1.0\",\"project\":{\"name\":\"first-elsewhere\"},\"dry_run\":true}");
        server.workIn(tree.root());

        JsonNode answer = server.search(QUERY, Map.of("project_id", "default"));

        assertThat(answer.path("message").asText()).contains("did not decide", "index_repository");
        assertThat(server.ask("list_indexing_jobs", Map.of("project_id", "default"))
                        .findValuesAsText("repo_path"))
                .doesNotContain(tree.toString());
    }

    @Test
    void aStrictConfigKeepsTheRepositoryAroundItOut() {
        SampleRepository tree = SampleRepository.in(folder.resolve("strict")).withGit();
        tree.write(
                "src/.codebase-mcp/config.json",
                "{\"version\":\"1.0\",\"project\":{\"name\":\"strict-part\"},\"strict_mode\":true}");
        server.workIn(tree.root().resolve("src"));

        JsonNode answer = server.search(QUERY);

        assertThat(answer.path("results")).isEmpty();
        assertThat(answer.path("message").asText()).contains("strict_mode", "index_repository");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aCancelledIndexingIsNotStartedAgain() {
        SampleRepository tree = SampleRepository.in(folder.resolve("cancelled")).named("first-cancelled");
        for (int i = 0; i < 400; i++) {
            tree.write("many/Part" + i + ".java", "class Part" + i + " { int session() { return " + i + "; } }\n");
        }
        server.workIn(tree.root());
        server.ask("cancel_indexing", Map.of("job_id", server.startIndexing(tree.root())));
        int before = jobs().size();

        server.search(QUERY);

        assertThat(jobs()).hasSize(before);
    }

    @Test
    void theHomeThatTheEnvironmentNamesIsLeftAlone() {
        SampleRepository home =
                SampleRepository.in(folder.resolve("home-of-me")).withGit();
        Map<String, String> environment = Map.of("CODEBASE_MCP_INDEX_ON_SEARCH", "on", "HOME", home.toString());
        try (ServerSession session = ServerSession.start(home.root(), environment)) {
            session.search(QUERY);

            assertThat(session.ask("list_indexing_jobs", Map.of("limit", 100)).findValuesAsText("repo_path"))
                    .doesNotContain(home.toString());
            session.workIn(home.root());
            assertThat(session.search(QUERY).path("message").asText()).contains("home directory");
        }
    }

    @Test
    void aCloseNameOfAnotherRepositoryIsNotNamed() {
        SampleRepository other =
                SampleRepository.in(folder.resolve("with-name")).withGit();
        other.write("src/Blob.java", "class Blob { void compressBlob() {} }\n");
        SampleRepository bare = new SampleRepository(folder.resolve("without-name")).withGit();
        bare.write("settings.json", "{\"a\":{\"command\":\"x\"}}\n");
        server.workIn(other.root());
        server.search("compressBlob");
        server.workIn(bare.root());

        String message = server.search("compress").path("message").asText();

        assertThat(message).contains("in what was searched").doesNotContain("close names", "compressBlob");
    }

    @Test
    void theSettingTurnsItOff() {
        SampleRepository tree = SampleRepository.in(folder.resolve("off")).named("first-off");
        try (ServerSession off = ServerSession.start(tree.root())) {
            JsonNode answer = off.search(QUERY);

            assertThat(answer.path("results")).isEmpty();
            assertThat(answer.path("message").asText()).contains("index_repository");
            assertThat(off.ask("list_indexing_jobs", Map.of()).path("jobs")).isEmpty();
        }
    }

    private static JsonNode jobs() {
        return server.ask("list_indexing_jobs", Map.of()).path("jobs");
    }

    private static String first(JsonNode answer) {
        return answer.path("results").path(0).path("file_path").asText();
    }
}
