package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which project a call is about, as a client of a real process sees it. */
@Timeout(240)
class IdentityTest {
    private static final Map<String, Object> NOTHING = Map.of();

    @TempDir
    private static Path temporary;

    private static Path folder;
    private static ServerSession server;

    @BeforeAll
    static void start() throws IOException {
        folder = temporary.toRealPath();
        server = ServerSession.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNearerConfigIsNoticedWhenItAppearsAndWhenItGoes() throws IOException {
        SampleRepository outer = SampleRepository.in(folder.resolve("outer")).named("identity-outer");
        Path inner = Files.createDirectories(outer.root().resolve("a/b"));
        server.workIn(inner);
        assertThat(project().path("name").asText()).isEqualTo("identity-outer");

        new SampleRepository(outer.root().resolve("a")).named("identity-inner");
        JsonNode nearer = project();
        assertThat(nearer.path("name").asText()).isEqualTo("identity-inner");
        assertThat(nearer.path("resolved_by").asText()).isEqualTo("session_config");
        assertThat(nearer.path("evidence").asText())
                .contains(inner.toString())
                .contains(outer.root() + "/a/.codebase-mcp/config.json");

        Files.delete(outer.root().resolve("a/.codebase-mcp/config.json"));
        assertThat(project().path("name").asText()).isEqualTo("identity-outer");
    }

    @Test
    void anEditedConfigHoldsForTheNextCall() throws IOException {
        SampleRepository sample = SampleRepository.in(folder.resolve("edited")).named("identity-before");
        server.workIn(sample.root());
        JsonNode before = project();
        Path config = sample.root().resolve(".codebase-mcp/config.json");
        var modified = Files.getLastModifiedTime(config);

        Files.writeString(config, Files.readString(config).replace("identity-before", "identity-later!"));
        Files.setLastModifiedTime(config, modified);

        JsonNode after = project();
        assertThat(after.path("name").asText()).isEqualTo("identity-later!");
        assertThat(after.path("id")).isEqualTo(before.path("id"));
        assertThat(after.path("warnings").toString()).contains("is called 'identity-later!' now");
    }

    @Test
    void autoSwitchOffLeavesTheConfigOutAndSaysSo() {
        SampleRepository sample = SampleRepository.in(folder.resolve("off"))
                .withConfig("{\"project\":{\"name\":\"identity-off\"},\"auto_switch\":false}");
        server.workIn(sample.root());

        JsonNode project = project();

        assertThat(project.path("name").asText()).isEqualTo("default");
        assertThat(project.path("resolved_by").asText()).isEqualTo("default");
        assertThat(project.path("evidence").asText()).contains("\"auto_switch\": false");
    }

    @Test
    void strictModeBindsPathsAndProjects() {
        SampleRepository other = SampleRepository.in(folder.resolve("other")).named("identity-other");
        server.workIn(other.root());
        project();
        SampleRepository strict = SampleRepository.in(folder.resolve("strict"))
                .withConfig("{\"project\":{\"name\":\"identity-strict\"},\"strict_mode\":true}");
        server.workIn(strict.root());

        assertThat(server.index(strict.root().resolve("src")).path("status").asText())
                .isEqualTo("completed");
        for (String tool : new String[] {"index_repository", "start_indexing_background"}) {
            assertThat(server.refusal(tool, Map.of("repo_path", other.toString())))
                    .contains("repo_path", other.toString(), strict + "/.codebase-mcp/config.json", "strict_mode");
        }
        assertThat(server.refusal("search_code", Map.of("query", "session", "project_id", "identity-other")))
                .contains("project_id", "'identity-strict'", "strict_mode");
        assertThat(server.refusal("list_indexing_jobs", Map.of("project_id", "identity-other")))
                .contains("project_id", "'identity-strict'", "strict_mode");
        assertThat(server.searchedProject(Map.of("project_id", "identity-strict"))
                        .path("resolved_by")
                        .asText())
                .isEqualTo("explicit");
    }

    @Test
    void aDryRunCreatesAndIndexesNothing() throws IOException {
        String config = "{\"project\":{\"name\":\"identity-dry\"},\"dry_run\":true}";
        SampleRepository dry = SampleRepository.in(folder.resolve("dry")).withConfig(config);
        server.workIn(dry.root());

        JsonNode started = server.ask("start_indexing_background", Map.of("repo_path", dry.toString()));
        JsonNode searched = server.search("session");

        assertThat(started.path("status").asText()).isEqualTo("dry_run");
        assertThat(started.path("message").asText()).contains("would index", "identity-dry", dry.toString());
        assertThat(started.has("job_id")).isFalse();
        assertThat(searched.path("message").asText()).contains("Dry run");
        assertThat(server.ask("list_projects", NOTHING).toString()).doesNotContain("identity-dry");
        assertThat(Files.readString(dry.root().resolve(".codebase-mcp/config.json")))
                .isEqualTo(config);
    }

    @Test
    void anIdInAnyCaseIsTheSameProject() {
        String id = "5B0C1D0E-6F0A-4D5C-9A57-3F6F4F2A8C11";
        SampleRepository sample = SampleRepository.in(folder.resolve("case"))
                .withConfig("{\"project\":{\"name\":\"identity-case\",\"id\":\"" + id + "\"}}");
        server.workIn(sample.root());
        assertThat(project().path("id").asText()).isEqualTo(id.toLowerCase(java.util.Locale.ROOT));
        assertThat(server.searchedProject(Map.of("project_id", id)).path("name").asText())
                .isEqualTo("identity-case");
    }

    @Test
    void everyToolThatTakesAProjectSuggestsNearNames() {
        SampleRepository sample = SampleRepository.in(folder.resolve("near")).named("identity-near");
        server.workIn(sample.root());
        String job = server.startIndexing(sample.root());
        server.awaitEnd(job);
        Map<String, Map<String, Object>> calls = Map.of(
                "search_code", Map.of("query", "session", "project_id", "identity-nera"),
                "index_repository", Map.of("repo_path", sample.toString(), "project_id", "identity-nera"),
                "start_indexing_background", Map.of("repo_path", sample.toString(), "project_id", "identity-nera"),
                "get_indexing_status", Map.of("job_id", job, "project_id", "identity-nera"),
                "list_indexing_jobs", Map.of("project_id", "identity-nera"),
                "find_symbol", Map.of("symbol", "SessionStore", "project_id", "identity-nera"),
                "find_references", Map.of("symbol", "SessionStore", "project_id", "identity-nera"),
                "analyze_impact", Map.of("symbol", "SessionStore", "project_id", "identity-nera"),
                "get_outline", Map.of("path", ".", "project_id", "identity-nera"));

        assertThat(calls.keySet()).containsExactlyInAnyOrderElementsOf(toolsWithAProject());
        calls.forEach((tool, arguments) -> assertThat(server.refusal(tool, arguments))
                .as(tool)
                .contains("project_id", "'identity-nera'", "'identity-near'")
                .hasLineCount(1));
    }

    @Test
    void nothingOutsideTheAllowedRootsIsReached() throws IOException {
        SampleRepository allowed =
                SampleRepository.in(folder.resolve("allowed")).named("identity-allowed");
        SampleRepository outside = SampleRepository.in(folder.resolve("outside"));
        outside.write("secret.py", "def launch_codes():\n    return 42\n");
        Path escape = Files.createSymbolicLink(allowed.root().resolve("escape"), outside.root());
        try (ServerSession bound =
                ServerSession.start(allowed.root(), Map.of("CODEBASE_MCP_ALLOWED_ROOTS", allowed.toString()))) {
            for (Path path : new Path[] {outside.root(), escape, allowed.root().resolve("../outside"), folder}) {
                assertThat(bound.refusal("index_repository", Map.of("repo_path", path.toString())))
                        .contains("repo_path", "CODEBASE_MCP_ALLOWED_ROOTS");
                assertThat(bound.refusal("set_working_directory", Map.of("directory", path.toString())))
                        .contains("directory", "CODEBASE_MCP_ALLOWED_ROOTS");
            }
            assertThat(bound.index(allowed.root()).path("files_indexed").asInt())
                    .isEqualTo(3);
            assertThat(bound.search("launch_codes").path("results").toString()).doesNotContain("launch");
        }
        outside.named("identity-outside");
        try (ServerSession started =
                ServerSession.start(outside.root(), Map.of("CODEBASE_MCP_ALLOWED_ROOTS", allowed.toString()))) {
            assertThat(started.search("launch_codes")
                            .path("project")
                            .path("name")
                            .asText())
                    .as("the config of a directory outside does not count")
                    .isEqualTo("default");
        }
    }

    @Test
    void theClientsOnlyRootWithAConfigDecides() throws Exception {
        SampleRepository root = SampleRepository.in(folder.resolve("root")).named("identity-root");
        Process process =
                ServerProgram.process(Map.of()).directory(folder.toFile()).start();
        try (JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream())) {
            client.request(
                    0,
                    "initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":{}},"
                            + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
            client.answer(0);
            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            client.callTool(1, "search_code", "{\"query\":\"session\"}");
            JsonNode question = client.next();
            assertThat(question.path("method").asText()).isEqualTo("roots/list");
            client.send("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":{\"roots\":[{\"uri\":\""
                    + folder.toUri() + "\"},{\"uri\":\"" + root.root().toUri() + "\"}]}}");

            JsonNode project =
                    client.answer(1).path("result").path("structuredContent").path("project");
            assertThat(project.path("name").asText()).isEqualTo("identity-root");
            assertThat(project.path("resolved_by").asText()).isEqualTo("session_config");
        } finally {
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> toolsWithAProject() {
        JsonNode tools = server.request("tools/list", "{}").path("result").path("tools");
        return StreamSupport.stream(tools.spliterator(), false)
                .filter(tool -> tool.path("inputSchema").path("properties").has("project_id"))
                .map(tool -> tool.path("name").asText())
                .toList();
    }

    private static JsonNode project() {
        return server.searchedProject(NOTHING);
    }
}
