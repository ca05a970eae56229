package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codebasemcp.database.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The resources of a real process, scraped and compared with what was done. */
@Timeout(240)
class HealthResourceTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+(?:\\{.*\\})?) (\\S+)");

    @TempDir
    private Path folder;

    private ServerSession server;
    private SampleRepository sample;

    @BeforeEach
    void start() {
        sample = SampleRepository.in(folder).named("health of " + folder.getFileName());
        server = ServerSession.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFiguresAreThoseOfWhatWasDone() throws JsonProcessingException {
        Map<String, Double> before = metrics(server);
        server.index(sample.root());
        for (int i = 0; i < 3; i++) {
            server.search("refresh a session");
        }
        server.refusal("search_code", Map.of("query", "x", "limit", 51));
        Map<String, Double> after = metrics(server);

        assertThat(before.keySet()).noneMatch(name -> name.contains("search_code"));
        assertThat(after)
                .containsEntry("codebase_mcp_tool_call_seconds_count{outcome=\"ok\",tool=\"search_code\"}", 3.0)
                .containsEntry("codebase_mcp_tool_call_seconds_count{outcome=\"refused\",tool=\"search_code\"}", 1.0)
                .containsEntry(
                        "codebase_mcp_tool_call_seconds_bucket{outcome=\"ok\",tool=\"search_code\",le=\"+Inf\"}", 3.0)
                .containsEntry(
                        "codebase_mcp_tool_call_seconds_count{outcome=\"ok\",tool=\"start_indexing_background\"}", 1.0)
                .containsEntry("codebase_mcp_provisioning_steps_total{step=\"created\"}", 1.0)
                .containsEntry("codebase_mcp_provisioning_steps_total{step=\"written_back\"}", 1.0)
                .containsEntry("codebase_mcp_provisioning_steps_total{step=\"found_missing\"}", 0.0)
                .containsEntry("codebase_mcp_build_info{version=\"development\"}", 1.0)
                .containsEntry("codebase_mcp_connections_limit", 20.0)
                .containsEntry("codebase_mcp_projects_open", 1.0)
                .containsEntry("codebase_mcp_connections_waiting", 0.0)
                .containsEntry("codebase_mcp_status{status=\"healthy\"}", 1.0);
        assertRoseBy(1, "codebase_mcp_projects{state=\"ready\"}", before, after);
        assertRoseBy(1, "codebase_mcp_jobs{status=\"completed\"}", before, after);
        assertThat(after.get("codebase_mcp_tool_call_seconds_sum{outcome=\"ok\",tool=\"search_code\"}"))
                .isPositive();
        assertThat(after.get("codebase_mcp_connections{state=\"open\"}")).isBetween(2.0, 20.0);
        assertThat(after.get("codebase_mcp_project_bytes")).isGreaterThan(before.get("codebase_mcp_project_bytes"));
    }

    @Test
    void aHealthyProcessTellsItsStateAndOffersThreeResources() throws JsonProcessingException {
        server.search("refresh a session");
        JsonNode health = health(server);

        assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("healthy");
        assertThat(health.path("reasons")).isEmpty();
        assertThat(health.path("database").path("version").asText()).isEqualTo("17.11");
        assertThat(health.path("database").path("flavour").asText()).isIn("portable", "pgvector");
        assertThat(health.path("connections").path("limit").asInt()).isEqualTo(20);
        assertThat(health.path("connections").path("open").asInt()).isBetween(2, 20);
        assertThat(health.path("connections").path("projects_open").asInt()).isEqualTo(1);
        assertThat(health.path("projects").path("ready").asInt()).isPositive();
        assertThat(health.path("model").asText()).isNotBlank();
        assertThat(server.request("resources/list", "{}").findValuesAsText("uri"))
                .containsExactlyInAnyOrder("health://status", "metrics://prometheus", "projects://list");
        JsonNode projects = server.ask("list_projects", Map.of());
        projects.findParents("repository_id")
                .forEach(repository -> ((ObjectNode) repository).remove(List.of("stale_files", "note")));
        assertThat(JSON.readTree(server.read("projects://list"))).isEqualTo(projects);
        assertThat(server.request("resources/read", "{\"uri\":\"health://other\"}")
                        .path("error")
                        .path("message")
                        .asText())
                .isNotBlank();
    }

    @Test
    void aVanishedDatabaseDegradesUntilItsProjectIsUsedAgainAndNothingOfItIsRemembered() throws Exception {
        server.index(sample.root());
        assertThat(server.search("refresh a session").toString()).contains("SessionStore");
        String name = server.listed("health of " + folder.getFileName())
                .path("database_name")
                .asText();
        execute("DROP DATABASE " + name + " WITH (FORCE)");

        JsonNode degraded = health(server);
        JsonNode empty = server.search("refresh a session");
        sample.write("src/SessionStore.java", "class OrbitPlanner {\n    void refreshOrbit() {}\n}\n");
        server.index(sample.root());
        JsonNode again = server.search("refresh a session");

        assertThat(degraded.path("status").asText()).as(degraded.toString()).isEqualTo("degraded");
        assertThat(degraded.path("reasons")).singleElement().asString().contains("databases of 1 projects are gone");
        assertThat(degraded.path("projects").path("missing").asInt()).isEqualTo(1);
        assertThat(empty.path("results")).isEmpty();
        // The new database numbers its segments and chunks as the old one did.
        assertThat(again.path("results").toString()).contains("OrbitPlanner").doesNotContain("expiry.put");
        assertThat(health(server).path("status").asText()).isEqualTo("healthy");
        assertThat(metrics(server)).containsEntry("codebase_mcp_provisioning_steps_total{step=\"found_missing\"}", 1.0);
    }

    @Test
    void withoutADatabaseTheProcessIsUnhealthyAndStillTellsItsFigures() throws JsonProcessingException {
        Map<String, String> nowhere = Map.of("CODEBASE_MCP_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/x");
        try (ServerSession lonely = ServerSession.start(folder, nowhere)) {
            lonely.refusal("search_code", Map.of("query", "refresh a session"));
            JsonNode health = health(lonely);

            assertThat(health.path("status").asText()).isEqualTo("unhealthy");
            assertThat(health.path("reasons").path(0).asText())
                    .contains("127.0.0.1:1")
                    .doesNotContain("secret");
            assertThat(health.has("database")).isFalse();
            assertThat(metrics(lonely))
                    .containsEntry("codebase_mcp_status{status=\"unhealthy\"}", 1.0)
                    .containsEntry(
                            "codebase_mcp_tool_call_seconds_count{outcome=\"refused\",tool=\"search_code\"}", 1.0);
        }
    }

    private static JsonNode health(ServerSession server) throws JsonProcessingException {
        return JSON.readTree(server.read("health://status"));
    }

    /** Every sample by its name and labels; a line that is none fails. */
    private static Map<String, Double> metrics(ServerSession server) {
        Map<String, Double> metrics = new HashMap<>();
        for (String line : server.read("metrics://prometheus").lines().toList()) {
            if (!line.startsWith("# HELP ") && !line.startsWith("# TYPE ")) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                metrics.put(sample.group(1), Double.valueOf(sample.group(2)));
            }
        }
        assertThat(metrics).isNotEmpty();
        return metrics;
    }

    private static void assertRoseBy(
            double difference, String name, Map<String, Double> before, Map<String, Double> after) {
        assertThat(after.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0))
                .as(name)
                .isEqualTo(difference);
    }

    private static void execute(String sql) throws SQLException {
        try (EmbeddedServer server = EmbeddedServer.start(ServerProgram.sharedHome(), Duration.ofSeconds(5));
                Connection connection = server.connection().open("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
