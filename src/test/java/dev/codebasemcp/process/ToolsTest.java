package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every tool through the SDK's own client and a real process; every answer is checked against its schema. */
@Timeout(240)
class ToolsTest {
    private static final String UNKNOWN = "123e4567-e89b-12d3-a456-426614174000";
    private static final Queue<ProgressNotification> PROGRESS = new ConcurrentLinkedQueue<>();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ToolClient server;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository shop;

    @BeforeAll
    static void connect() {
        server = ToolClient.start(PROGRESS::add);
        shop = SampleRepository.in(folder.resolve("shop")).named("shop");
        answer("set_working_directory", Map.of("directory", shop.toString()));
        answer("index_repository", Map.of("repo_path", shop.toString()));
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @BeforeEach
    void workInTheShop() {
        answer("set_working_directory", Map.of("directory", shop.toString()));
    }

    @Test
    void listsAllToolsWithAnnotations() {
        assertThat(server.tools())
                .containsOnlyKeys(
                        "set_working_directory",
                        "index_repository",
                        "start_indexing_background",
                        "get_indexing_status",
                        "cancel_indexing",
                        "list_indexing_jobs",
                        "search_code",
                        "find_symbol",
                        "find_references",
                        "analyze_impact",
                        "get_outline",
                        "list_projects");
        assertThat(server.tools().values()).allSatisfy(tool -> {
            assertThat(tool.annotations().openWorldHint()).isFalse();
            assertThat(tool.annotations().destructiveHint()).isFalse();
        });
        assertThat(server.tool("search_code").annotations().readOnlyHint()).isTrue();
        assertThat(server.tool("index_repository").annotations().readOnlyHint()).isFalse();
    }

    @Test
    void setsTheWorkingDirectoryAndTellsItsConfig() {
        JsonNode answer = answer(
                "set_working_directory",
                Map.of("directory", shop.root().resolve("src").toString()));

        assertThat(answer.path("working_directory").asText()).endsWith("/shop/src");
        assertThat(answer.path("config_found").asBoolean()).isTrue();
        assertThat(answer.path("config_path").asText()).endsWith("/shop/.codebase-mcp/config.json");
        assertThat(answer.path("project_info").path("name").asText()).isEqualTo("shop");
        assertThat(answer.path("project_info").path("id").asText()).hasSize(36);
        assertThat(answer.path("session_id").asText()).isNotBlank();
    }

    @Test
    void tellsWhatIsWrongWithAConfigAndUsesNoOtherProject() {
        SampleRepository broken = SampleRepository.in(folder.resolve("broken")).withConfig("{\"project\":{}}");

        JsonNode answer = answer("set_working_directory", Map.of("directory", broken.toString()));

        assertThat(answer.path("config_error").asText()).contains("config.json").contains("name");
        assertThat(server.failure("search_code", Map.of("query", "session")))
                .contains("config.json")
                .contains("name");
    }

    @Test
    void worksWithoutAConfigInTheDefaultProject() {
        SampleRepository plain = SampleRepository.in(folder.resolve("plain"));
        JsonNode directory = answer("set_working_directory", Map.of("directory", plain.toString()));
        assertThat(directory.path("config_found").asBoolean()).isFalse();

        JsonNode indexed = answer("index_repository", Map.of("repo_path", plain.toString()));

        assertThat(indexed.path("project").path("name").asText()).isEqualTo("default");
        assertThat(indexed.path("project").path("resolved_by").asText()).isEqualTo("default");
    }

    @Test
    void indexesWithProgressAndCounts() {
        PROGRESS.clear();
        CallToolRequest request = CallToolRequest.builder("index_repository")
                .arguments(Map.of("repo_path", shop.toString(), "force_reindex", true))
                .progressToken("token")
                .build();

        JsonNode answer = ToolClient.structured(server.call(request));

        assertThat(answer.path("status").asText()).isEqualTo("completed");
        assertThat(answer.path("files_indexed").asInt()).isEqualTo(3);
        assertThat(answer.path("percent").asInt()).isEqualTo(100);
        assertThat(answer.path("project").path("resolved_by").asText()).isEqualTo("session_config");
        assertThat(PROGRESS)
                .isNotEmpty()
                .allMatch(
                        progress -> "token".equals(progress.progressToken()) && progress.progress() <= progress.total())
                .noneMatch(progress -> progress.message().contains(" of 0 "));
        assertThat(PROGRESS.stream().map(ProgressNotification::progress))
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith(100.0);
    }

    @Test
    void indexesInTheBackgroundIntoAProjectThatIsNew() {
        SampleRepository fresh = SampleRepository.in(folder.resolve("fresh")).named("fresh");
        answer("set_working_directory", Map.of("directory", fresh.toString()));

        JsonNode started = answer("start_indexing_background", Map.of("repo_path", fresh.toString()));
        String job = started.path("job_id").asText();
        answer("index_repository", Map.of("repo_path", fresh.toString()));
        JsonNode status = answer("get_indexing_status", Map.of("job_id", job));

        assertThat(started.path("project").path("name").asText()).isEqualTo("fresh");
        assertThat(status.path("status").asText()).isEqualTo("completed");
        assertThat(status.path("job_id").asText()).isEqualTo(job);
        assertThat(status.path("completed_at").asText()).endsWith("Z");
        assertThat(status.path("project").path("name").asText()).isEqualTo("fresh");
        assertThat(status.path("errors")).isEmpty();
    }

    @Test
    void cancellingAFinishedJobLeavesItAsItIs() {
        String job = newestJob("shop");

        JsonNode cancelled = answer("cancel_indexing", Map.of("job_id", job));

        assertThat(cancelled.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void listsJobsOfAProjectByStatus() {
        JsonNode completed = answer("list_indexing_jobs", Map.of("project_id", "shop", "status", "completed"));
        JsonNode failed = answer("list_indexing_jobs", Map.of("project_id", "shop", "status", "failed", "limit", 5));

        assertThat(completed.path("jobs")).isNotEmpty().allSatisfy(job -> {
            assertThat(job.path("status").asText()).isEqualTo("completed");
            assertThat(job.path("repo_path").asText()).endsWith("/shop");
        });
        assertThat(failed.path("jobs")).isEmpty();
    }

    @Test
    void findsCode() {
        CallToolResult result = server.call("search_code", Map.of("query", "refresh a session"));
        JsonNode answer = ToolClient.structured(result);
        JsonNode first = answer.path("results").path(0);

        assertThat(first.path("file_path").asText()).isEqualTo("src/SessionStore.java");
        assertThat(first.path("content").asText()).contains("refreshSession");
        assertThat(first.path("language").asText()).isEqualTo("java");
        assertThat(first.path("start_line").asInt()).isPositive();
        assertThat(answer.path("index").path("indexed_at").asText()).endsWith("Z");
        assertThat(answer.path("project").path("name").asText()).isEqualTo("shop");
        assertThat(ToolClient.text(result)).contains("src/SessionStore.java:").contains("refreshSession");
    }

    @ParameterizedTest
    @CsvSource({
        "file_type, .PY, tools/parse_config.py",
        "file_type, ts, web/cart.ts",
        "language, Python, tools/parse_config.py",
        "directory, web, web/cart.ts",
        "directory, to*s, tools/parse_config.py"
    })
    void filtersWhatItFinds(String filter, String value, String onlyFile) {
        JsonNode answer = answer("search_code", Map.of("query", "config session price", filter, value));

        assertThat(answer.path("results"))
                .isNotEmpty()
                .allSatisfy(
                        result -> assertThat(result.path("file_path").asText()).isEqualTo(onlyFile));
    }

    @Test
    void filtersByRepository() {
        JsonNode shopOnly = answer("list_projects", Map.of());
        String repository = project(shopOnly, "shop")
                .path("repositories")
                .path(0)
                .path("repository_id")
                .asText();

        JsonNode found = answer("search_code", Map.of("query", "session", "repository_id", repository));

        assertThat(found.path("results")).isNotEmpty();
        assertThat(server.failure("search_code", Map.of("query", "session", "repository_id", UNKNOWN)))
                .contains(UNKNOWN, repository);
    }

    @Test
    void keepsWithinTheLimitTheBudgetAndTheDetail() {
        JsonNode one = answer("search_code", Map.of("query", "config session price", "limit", 1));
        JsonNode concise = answer("search_code", Map.of("query", "session", "detail", "concise"));
        CallToolResult small = server.call("search_code", Map.of("query", "config session price", "max_tokens", 300));

        assertThat(one.path("results")).hasSize(1);
        assertThat(concise.path("results"))
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.path("content").asText().lines()).hasSizeLessThanOrEqualTo(3));
        assertThat(ToolClient.structured(small).path("omitted").asInt()).isPositive();
        assertThat(ToolClient.text(small)).hasSizeLessThanOrEqualTo(300 * 4).contains("omitted");
    }

    @Test
    void listsProjectsWithTheirRepositories() {
        JsonNode shopEntry = project(answer("list_projects", Map.of()), "shop");

        JsonNode repository = shopEntry.path("repositories").path(0);
        assertThat(shopEntry.path("database_name").asText()).startsWith("cb_proj_shop_");
        assertThat(shopEntry.path("size_bytes").asLong()).isPositive();
        assertThat(repository.path("path").asText()).endsWith("/shop");
        assertThat(repository.path("files").asInt()).isEqualTo(3);
        assertThat(repository.path("chunks").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(repository.path("indexed_at").asText()).endsWith("Z");
    }

    @Test
    void anExplicitProjectWinsAndAnUnknownOneIsAnError() {
        JsonNode byName = answer("search_code", Map.of("query", "session", "project_id", "shop"));
        String id = byName.path("project").path("id").asText();
        JsonNode byId = answer("search_code", Map.of("query", "session", "project_id", id));

        assertThat(byName.path("project").path("resolved_by").asText()).isEqualTo("explicit");
        assertThat(byId.path("project").path("name").asText()).isEqualTo("shop");
        assertThat(server.failure("search_code", Map.of("query", "session", "project_id", "shoop")))
                .contains("shoop")
                .contains("shop");
        assertThat(server.failure("search_code", Map.of("query", "session", "project_id", UNKNOWN)))
                .contains(UNKNOWN);
    }

    @Test
    void aDryRunTellsAndDoesNothing() {
        SampleRepository dry = SampleRepository.in(folder.resolve("dry"))
                .withConfig("{\"project\":{\"name\":\"dry\"},\"dry_run\":true}");
        answer("set_working_directory", Map.of("directory", dry.toString()));

        JsonNode answer = answer("index_repository", Map.of("repo_path", dry.toString()));

        assertThat(answer.path("status").asText()).isEqualTo("dry_run");
        assertThat(answer.path("status_message").asText()).contains("would index");
        assertThat(answer("list_projects", Map.of()).findValuesAsText("name")).doesNotContain("dry");
    }

    @Test
    void saysThatAJobBelongsToAnotherProject() {
        String job = newestJob("shop");
        worksWithoutAConfigInTheDefaultProject();

        assertThat(server.failure("get_indexing_status", Map.of("job_id", job, "project_id", "default")))
                .contains("does not belong to project \"default\"");
    }

    private static String newestJob(String project) {
        return answer("list_indexing_jobs", Map.of("project_id", project, "limit", 1))
                .path("jobs")
                .path(0)
                .path("job_id")
                .asText();
    }

    private static JsonNode project(JsonNode answer, String name) {
        for (JsonNode project : answer.path("projects")) {
            if (project.path("name").asText().equals(name)) {
                return project;
            }
        }
        throw new AssertionError("no project " + name + " in " + answer);
    }

    private static JsonNode answer(String tool, Map<String, Object> arguments) {
        return server.answer(tool, arguments);
    }
}
