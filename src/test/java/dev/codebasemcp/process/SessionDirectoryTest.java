package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a real process believes its session to be. */
@Timeout(180)
class SessionDirectoryTest {
    private static final String WITH_ROOTS = "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":{}},"
            + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}";

    @TempDir
    private Path folder;

    @Test
    void theClientsProjectDirectoryDecidesAndAnswersSaySo() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).toRealPath();
        Path project = SampleRepository.in(folder.resolve("project"))
                .named("by-variable")
                .root()
                .toRealPath();
        try (ServerSession session = ServerSession.start(elsewhere, Map.of("CLAUDE_PROJECT_DIR", project.toString()))) {
            JsonNode found = session.searchedProject(Map.of());
            assertThat(found.path("name").asText()).isEqualTo("by-variable");
            assertThat(found.path("resolved_by").asText()).isEqualTo("session_config");
            assertThat(found.path("evidence").asText()).contains(project + " (CLAUDE_PROJECT_DIR)");
        }
        Path gone = folder.resolve("gone");
        try (ServerSession session = ServerSession.start(project, Map.of("CLAUDE_PROJECT_DIR", gone.toString()))) {
            JsonNode found = session.searchedProject(Map.of());
            assertThat(found.path("name").asText()).isEqualTo("by-variable");
            assertThat(found.path("evidence").asText()).contains(project + " (where the server was started)");
            assertThat(found.path("warnings").toString()).contains("CLAUDE_PROJECT_DIR is not used", gone.toString());
        }
    }

    @Test
    void aClientIsAskedForItsRootsOnlyIfNothingElseIsAProject() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).toRealPath();
        Path project = SampleRepository.in(folder.resolve("project"))
                .named("by-root")
                .root()
                .toRealPath();
        assertThat(rootsAskedOf(project, project)).isFalse();
        assertThat(rootsAskedOf(elsewhere, project)).isTrue();
    }

    /** Searches as a client with one root, and checks that the project there is found. */
    private static boolean rootsAskedOf(Path processDirectory, Path root) throws Exception {
        Process process = ServerProgram.process(Map.of())
                .directory(processDirectory.toFile())
                .start();
        boolean asked = false;
        try (JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream())) {
            client.request(0, "initialize", WITH_ROOTS);
            client.answer(0);
            client.callTool(1, "search_code", "{\"query\":\"refresh a session\"}");
            JsonNode message = client.next();
            if (message.path("method").asText().equals("roots/list")) {
                asked = true;
                client.send("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":{\"roots\":[{\"uri\":\""
                        + root.toUri() + "\"}]}}");
            }
            JsonNode project = client.answer(1).at("/result/structuredContent/project");
            assertThat(project.path("name").asText()).isEqualTo("by-root");
            // Not even a client with roots is asked for them by a request without a handshake.
            client.forget();
            client.stateless(2, "tools/call", "\"name\":\"search_code\",\"arguments\":{\"query\":\"refresh\"}");
            assertThat(client.next().path("id").asInt()).isEqualTo(2);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return asked;
    }
}
