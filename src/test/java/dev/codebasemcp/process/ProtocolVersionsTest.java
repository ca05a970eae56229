package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonLines;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process over real pipes, in every version of the protocol. */
@Timeout(180)
class ProtocolVersionsTest {
    private static final int END_SECONDS = 20;

    @SuppressWarnings("NullAway.Init")
    private Process process;

    @SuppressWarnings("NullAway.Init")
    private JsonLines client;

    @BeforeEach
    void start() throws Exception {
        process = ServerProgram.process(Map.of()).start();
        client = new JsonLines(process.getInputStream(), process.getOutputStream());
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void olderVersionsBeginWithInitialize(String version) {
        JsonNode result = client.initialize(version).path("result");

        assertThat(result.path("protocolVersion").asText()).isEqualTo(version);
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.path("capabilities").has("logging")).isFalse();
        client.request(1, "tools/list", "{}");
        assertThat(client.answer(1).at("/result/tools").size()).isPositive();
        client.callTool(2, "list_indexing_jobs", "{\"project_id\":\"no such project\"}");
        assertThat(client.answer(2).at("/result/isError").asBoolean()).isTrue();
        client.request(3, "ping", "{}");
        assertThat(client.answer(3).path("result").isObject()).isTrue();
    }

    @Test
    void theNewestVersionNeedsNoHandshake() {
        client.stateless(1, "tools/call", "\"name\":\"list_projects\",\"arguments\":{}");
        client.stateless(2, "resources/read", "\"uri\":\"health://status\"");
        client.stateless(3, "server/discover", "");

        JsonNode projects = client.answer(1).path("result");
        assertThat(projects.path("isError").asBoolean(true))
                .as(projects.toString())
                .isFalse();
        assertThat(projects.path("structuredContent").path("projects").isArray())
                .isTrue();
        assertThat(client.answer(2).at("/result/contents/0/text").asText()).contains("\"status\"");
        for (int id = 1; id <= 3; id++) {
            assertThat(client.answer(id).at("/result/resultType").asText()).isEqualTo("complete");
        }
    }

    @Test
    void aClientMayProbeAndFallBack() {
        client.request(
                1,
                "server/discover",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2099-01-01\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}");
        assertThat(client.answer(1).at("/error/data/supported/0").asText()).isEqualTo("2026-07-28");
        client.stateless(2, "server/discover", "");
        assertThat(client.answer(2).at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");

        assertThat(client.initialize().at("/result/protocolVersion").asText()).isEqualTo("2025-11-25");

        client.callTool(3, "list_projects", "{}");
        assertThat(client.answer(3).at("/result/isError").asBoolean(true)).isFalse();
    }
}
