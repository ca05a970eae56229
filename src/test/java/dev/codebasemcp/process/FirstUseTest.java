package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first requests for a project that nobody has made yet. A predecessor of this program found such a project only
 * once, used the default one instead, and had no database for jobs in the background.
 */
@Timeout(240)
class FirstUseTest {
    private static final Map<String, Object> NOTHING = Map.of();
    private static final String QUERY = "refresh a session";

    @TempDir
    private static Path folder;

    private static ServerSession server;

    @BeforeAll
    static void start() {
        server = ServerSession.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aJobInTheBackgroundMakesTheDatabaseOfANewProject() {
        SampleRepository fresh =
                SampleRepository.in(folder.resolve("background")).named("first-background");
        server.workIn(fresh.root());

        JsonNode started = server.ask("start_indexing_background", Map.of("repo_path", fresh.toString()));
        JsonNode project = started.path("project");
        // The session is elsewhere while the job runs: nothing that the job does may depend on it.
        server.workIn(folder);
        JsonNode ended = server.awaitEnd(started.path("job_id").asText());

        assertThat(project.path("name").asText()).isEqualTo("first-background");
        assertThat(project.path("database_name").asText()).startsWith("cb_proj_first_background_");
        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("completed");
        assertThat(ended.path("files_indexed").asInt()).isEqualTo(3);
        assertThat(ended.path("project").path("id")).isEqualTo(project.path("id"));
        JsonNode listed = server.listed("first-background");
        assertThat(listed.path("state").asText()).isEqualTo("ready");
        assertThat(listed.path("database_name")).isEqualTo(project.path("database_name"));
        assertThat(listed.path("repositories").path(0).path("files").asInt()).isEqualTo(3);
    }

    @Test
    void everyLaterRequestFindsTheProjectThatTheFirstOneMade() throws IOException {
        SampleRepository fresh = SampleRepository.in(folder.resolve("twice")).named("first-twice");
        server.workIn(fresh.root());

        JsonNode made = server.ask("index_repository", Map.of("repo_path", fresh.toString()))
                .path("project");
        JsonNode second = server.search(QUERY);
        Map<String, Object> byId = Map.of("project_id", made.path("id").asText());
        JsonNode explicit = server.search(QUERY, byId);

        assertThat(second.path("project")).isEqualTo(made);
        assertThat(second.path("project").path("resolved_by").asText()).isEqualTo("session_config");
        assertThat(second.path("results").path(0).path("file_path").asText()).isEqualTo("src/SessionStore.java");
        assertThat(explicit.path("results")).isEqualTo(second.path("results"));
        assertThat(explicit.path("project").path("resolved_by").asText()).isEqualTo("explicit");
        assertThat(Files.readString(fresh.root().resolve(".codebase-mcp/config.json")))
                .contains(made.path("id").asText());
        assertThat(server.ask("index_repository", Map.of("repo_path", fresh.toString(), "project_id", "first-twice"))
                        .path("project")
                        .path("id"))
                .isEqualTo(made.path("id"));
    }

    @Test
    void aSearchBeforeTheFirstIndexMakesTheProjectToo() {
        SampleRepository fresh = SampleRepository.in(folder.resolve("searched")).named("first-searched");
        server.workIn(fresh.root());

        JsonNode nothing = server.search(QUERY);
        JsonNode indexed = server.index(fresh.root());

        assertThat(nothing.path("results")).isEmpty();
        assertThat(nothing.path("message").asText()).isNotBlank();
        assertThat(indexed.path("project").path("id"))
                .isEqualTo(nothing.path("project").path("id"));
        assertThat(server.search(QUERY).path("results")).isNotEmpty();
    }

    @Test
    void withoutAConfigTheDefaultProjectIsUsed() {
        SampleRepository plain = SampleRepository.in(folder.resolve("plain"));
        server.workIn(plain.root());

        JsonNode indexed = server.index(plain.root());
        JsonNode found = server.search(QUERY, Map.of("limit", 50));

        assertThat(indexed.path("status").asText()).isEqualTo("completed");
        assertThat(indexed.path("project").path("name").asText()).isEqualTo("default");
        assertThat(found.path("project").path("id"))
                .isEqualTo(indexed.path("project").path("id"));
        assertThat(found.path("project").path("resolved_by").asText()).isEqualTo("default");
        assertThat(found.path("results")).isNotEmpty();
    }

    @Test
    void aListOfJobsIsOfTheSessionsProjectAndMakesNone() {
        SampleRepository other = SampleRepository.in(folder.resolve("busy")).named("first-busy");
        server.workIn(other.root());
        server.index(other.root());
        SampleRepository fresh = SampleRepository.in(folder.resolve("idle")).named("first-idle");
        server.workIn(fresh.root());

        JsonNode before = server.ask("list_indexing_jobs", NOTHING);
        JsonNode projects = server.ask("list_projects", NOTHING);
        server.index(fresh.root());
        JsonNode after = server.ask("list_indexing_jobs", NOTHING);

        assertThat(before.path("jobs")).isEmpty();
        assertThat(before.path("project").path("name").asText()).isEqualTo("first-idle");
        assertThat(before.path("project").path("warnings").path(0).asText())
                .contains("'first-idle' does not exist yet");
        assertThat(projects.findValuesAsText("name")).contains("first-busy").doesNotContain("first-idle");
        assertThat(after.path("jobs")).hasSize(1);
        assertThat(after.path("jobs").path(0).path("repo_path").asText()).isEqualTo(fresh.toString());
        assertThat(after.path("project").has("warnings")).isFalse();
    }

    @Test
    void anUnknownExplicitProjectIsRefusedAndNothingStandsInForIt() {
        SampleRepository fresh = SampleRepository.in(folder.resolve("known")).named("first-known");
        server.workIn(fresh.root());
        server.index(fresh.root());
        JsonNode projects = withoutSizes(server.ask("list_projects", NOTHING));
        JsonNode jobs = server.ask("list_indexing_jobs", NOTHING);

        for (String unknown : new String[] {"first-knwon", "123e4567-e89b-12d3-a456-426614174000", "First-Known"}) {
            assertThat(server.refusal("search_code", Map.of("query", QUERY, "project_id", unknown)))
                    .contains("project_id", unknown);
            for (String tool : new String[] {"index_repository", "start_indexing_background"}) {
                Map<String, Object> call = Map.of("repo_path", fresh.toString(), "project_id", unknown);
                assertThat(server.refusal(tool, call)).contains("project_id", unknown);
            }
        }

        assertThat(server.refusal("search_code", Map.of("query", QUERY, "project_id", "first-knwon")))
                .contains("'first-known'");
        assertThat(withoutSizes(server.ask("list_projects", NOTHING))).isEqualTo(projects);
        assertThat(server.ask("list_indexing_jobs", NOTHING)).isEqualTo(jobs);
    }

    /** A database's size changes when the server tidies up. */
    private static JsonNode withoutSizes(JsonNode listed) {
        listed.path("projects").forEach(project -> ((ObjectNode) project).remove("size_bytes"));
        return listed;
    }
}
