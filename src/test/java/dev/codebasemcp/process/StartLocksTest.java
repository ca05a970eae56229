package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.mcp.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start while another process starts in the same home. */
@Timeout(120)
class StartLocksTest {
    private static final int END_SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    void theFirstAnswerWaitsForNoLock() throws Exception {
        Path home = Files.createDirectories(folder.toRealPath().resolve("home"));
        Files.createDirectories(home.resolve("classes"));
        Process holder = LockHolder.of(
                folder, home.resolve("server.lock"), home.resolve("clients.lock"), home.resolve("classes/lock"));
        Process server = ServerProgram.process(Map.of("CODEBASE_MCP_HOME", home.toString()))
                .start();
        try {
            JsonLines client = new JsonLines(server.getInputStream(), server.getOutputStream());

            assertThat(client.initialize()
                            .path("result")
                            .path("serverInfo")
                            .path("name")
                            .asText())
                    .isEqualTo("codebase-mcp");
            client.request(1, "tools/list", "{}");
            assertThat(client.answer(1).path("result").path("tools")).isNotEmpty();
        } finally {
            server.getOutputStream().close();
            assertThat(server.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
            holder.destroy();
        }
        assertThat(holder.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
