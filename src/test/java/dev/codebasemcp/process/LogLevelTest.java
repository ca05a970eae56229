package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gets into the log file of a call that is refused, which is logged as information. */
@Timeout(60)
class LogLevelTest {
    private static final String REFUSAL = "search_code: The database";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({"debug, true, true", "info, true, false", "warn, false, false", "off, false, false"})
    void theSettingDecidesWhatTheFileGets(String level, boolean told, boolean debugged) throws IOException {
        Map<String, String> environment = Map.of(
                "CODEBASE_MCP_HOME",
                home.toString(),
                "CODEBASE_MCP_LOG_LEVEL",
                level,
                "CODEBASE_MCP_DATABASE_URL",
                "postgresql://nobody:secret@127.0.0.1:1/x");
        try (ServerSession server = ServerSession.start(home, environment)) {
            server.refusal("search_code", Map.of("query", "refresh a session"));
        }

        String log = log();
        assertThat(log.contains(REFUSAL)).as(log).isEqualTo(told);
        assertThat(log.contains(" INFO ")).as(log).isEqualTo(told);
        assertThat(log.contains(" DEBUG ")).as(log).isEqualTo(debugged);
        if (level.equals("off")) {
            assertThat(log).isEmpty();
        }
    }

    private String log() throws IOException {
        try (var files = Files.list(home.resolve("logs"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readString(all.get(0));
        }
    }
}
