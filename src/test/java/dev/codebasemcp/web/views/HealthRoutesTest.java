package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.health.Checkup;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.web.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state of the page's process and the settings in force, as the page gets them. */
@Timeout(180)
@OneFlavour
class HealthRoutesTest {
    private static final String HEALTH = "/api/health";
    private static final String SETTINGS = "/api/settings";
    private static final String TOOL = "list_projects";

    @TempDir
    private Path home;

    @PostgresTest
    void theChecksAndTheFiguresOfAHealthyProcess(Databases databases) throws Exception {
        try (PageClient page = page(databases, Map.of())) {
            JsonNode health = page.get(HEALTH);

            assertThat(health.path("status").asText()).isEqualTo("healthy");
            assertThat(health.path("checks").path("findings").findValuesAsText("check"))
                    .containsSubsequence(
                            "Java", "Home", "Database", "Vectors", "Connections", "Model", "Config", "Health")
                    .doesNotContain("CODEBASE_MCP_HOME");
            assertThat(health.path("version").asText()).isEqualTo("1.2.3");
            assertThat(health.path("database").path("version").asText()).isNotBlank();
            assertThat(health.path("database").path("connections").asInt()).isPositive();
            assertThat(health.path("connections").path("limit").asInt()).isPositive();
            assertThat(health.path("model").asText()).isEqualTo(IndexFixture.EMBEDDER.model());
            assertThat(health.path("memory").path("heap_used_bytes").asLong())
                    .isPositive()
                    .isLessThanOrEqualTo(
                            health.path("memory").path("heap_limit_bytes").asLong());
            assertThat(health.path("process").path("logs").asText())
                    .isEqualTo(home.resolve("logs").toString());
            assertThat(health.path("process").path("id").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(health.path("calls")).isEmpty();
        }
    }

    @PostgresTest
    void adviceNamesCommandsAsTheyAreTyped(Databases databases) throws Exception {
        try (PageClient page = page(databases, Map.of("CODEBASE_MCP_ALLOWED_PROJECTS", "health-nobody"))) {
            JsonNode checks = page.get(HEALTH).path("checks");

            assertThat(checks.path("status").asText()).isEqualTo("warn");
            assertThat(checks.path("findings").findValuesAsText("finding"))
                    .anySatisfy(finding ->
                            assertThat(finding).contains("'health-nobody'", "'codebase-mcp projects' lists them"));
        }
    }

    @PostgresTest
    void anUnreachableDatabaseIsAFindingWithWhatToDo(PostgresFixture fixture) throws Exception {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://nobody:secret@127.0.0.1:1/x");
        Databases databases = fixture.open(() -> new ExternalServer(nowhere), fixture.options());

        try (PageClient page = page(databases, Map.of())) {
            JsonNode health = page.get(HEALTH);

            assertThat(health.path("status").asText()).isEqualTo("unhealthy");
            assertThat(health.path("checks").path("status").asText()).isEqualTo("fail");
            assertThat(health.path("checks").path("findings").findValuesAsText("finding"))
                    .anySatisfy(finding -> assertThat(finding).contains("127.0.0.1:1", "CODEBASE_MCP_DATABASE_URL"));
            assertThat(health.has("database")).isFalse();
            assertThat(health.path("memory").has("heap_used_bytes")).isTrue();
            assertThat(health.toString()).doesNotContain("secret");
        }
    }

    @PostgresTest
    void callsAreCountedByHowLongTheyTookWhateverTheirOutcome(Databases databases) throws Exception {
        try (PageClient page = page(databases, Map.of())) {
            page.tool(200, TOOL, "{}");
            page.tool(200, TOOL, "{}");
            page.tool(400, TOOL, "{\"limit\":\"none\"}");

            JsonNode calls = page.get(HEALTH).path("calls");

            assertThat(calls).hasSize(1);
            JsonNode tool = calls.path(0);
            assertThat(tool.path("tool").asText()).isEqualTo(TOOL);
            assertThat(tool.path("calls").asInt()).isEqualTo(3);
            assertThat(tool.path("refused").asInt()).isEqualTo(1);
            assertThat(tool.path("failed").asInt()).isZero();
            assertThat(tool.path("durations").findValues("calls").stream()
                            .mapToInt(JsonNode::asInt)
                            .sum())
                    .isEqualTo(3);
            JsonNode last = tool.path("durations").path(tool.path("durations").size() - 1);
            assertThat(last.has("up_to_seconds")).isFalse();
        }
    }

    @PostgresTest
    void settingsHaveTheirSourceAndNoSecret(Databases databases) throws Exception {
        String hostile = "<script>alert(1)</script>\u202e\u0007";
        Map<String, String> environment = Map.of(
                "CODEBASE_MCP_DATABASE_URL",
                "postgresql://anna:geheim@db.example/x",
                "WORKFLOW_MCP_URL",
                "http://anna:geheim@flow.example/",
                "CODEBASE_MCP_ALLOWED_PROJECTS",
                hostile,
                "CODEBASE_MCP_TYPO",
                "1");

        try (PageClient page = page(databases, environment)) {
            JsonNode answer = page.get(SETTINGS);

            assertThat(answer.toString()).doesNotContain("geheim").contains("db.example", "flow.example");
            assertThat(setting(answer, "CODEBASE_MCP_ALLOWED_PROJECTS")
                            .path("value")
                            .asText())
                    .isEqualTo(hostile);
            assertThat(setting(answer, "CODEBASE_MCP_ALLOWED_PROJECTS")
                            .path("source")
                            .asText())
                    .isEqualTo("environment");
            JsonNode threads = setting(answer, "CODEBASE_MCP_INDEX_THREADS");
            assertThat(threads.path("source").asText()).isEqualTo("default");
            assertThat(threads.path("value")).isEqualTo(threads.path("default"));
            assertThat(answer.path("warnings").path(0).asText()).contains("CODEBASE_MCP_TYPO");
        }
    }

    private static JsonNode setting(JsonNode answer, String name) {
        for (JsonNode setting : answer.path("settings")) {
            if (setting.path("name").asText().equals(name)) {
                return setting;
            }
        }
        throw new AssertionError(answer.toString());
    }

    private PageClient page(Databases databases, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("CODEBASE_MCP_HOME", home.toString());
        Settings settings = Settings.from(all);
        CallStats calls = new CallStats();
        HealthRoutes health = new HealthRoutes(
                () -> checkup(settings, databases),
                settings,
                calls,
                new HealthRoutes.Program("1.2.3", home.resolve("logs")));
        List<Route> routes = Stream.of(
                        health.routes(), new ToolRoutes(name -> new Listing(), new CountedCalls(calls)).routes())
                .flatMap(List::stream)
                .toList();
        return new PageClient(routes);
    }

    private Checkup checkup(Settings settings, Databases databases) {
        FileSystemCalls files = new FileSystemCalls();
        ConfigSearch configs = new ConfigSearch(AllowedRoots.ANY, files);
        ProjectsTable projects = new ProjectsTable(databases::registry, Clock.systemUTC());
        ProjectPlaces places = new ProjectPlaces(
                new ProjectPlacesTable(databases::registry, Clock.systemUTC()),
                () -> Machines.HERE,
                new GitCommand("git", Duration.ofSeconds(60)),
                files);
        NamedProjects named = new NamedProjects(
                projects,
                new ProjectTagsTable(databases::registry, Clock.systemUTC()),
                configs,
                new IdentityRules(projects, places),
                settings.session().projects());
        return new Checkup(
                settings,
                databases,
                named,
                configs,
                ClientSetup.of(settings, Map.of("HOME", home.toString())),
                new HealthCheck(databases, () -> IndexFixture.EMBEDDER, home));
    }

    /** A tool that answers nothing, with the arguments of one that the page calls. */
    private static final class Listing implements Tool {
        @Override
        public ToolSpec spec() {
            return ProjectToolSpecs.LIST_PROJECTS;
        }

        @Override
        public ToolAnswer call(Arguments arguments, ToolCall call) {
            if (arguments.integer("limit") < 1) {
                throw new RejectedException("limit: too small");
            }
            return new ToolAnswer(Map.of(), "nothing");
        }
    }
}
