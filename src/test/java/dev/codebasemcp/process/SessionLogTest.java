package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads in the log of a session in which things go wrong. */
@Timeout(60)
class SessionLogTest {
    private static final String PASTED = "sk-live-51Hunter2";

    @TempDir
    private Path home;

    @TempDir
    private Path tree;

    @Test
    void aBrokenConfigIsToldOnceForEachChangeAndWhatWasPastedNever() throws IOException {
        Path config = Files.createDirectories(tree.resolve(".codebase-mcp")).resolve("config.json");
        Files.writeString(config, "{\"project\":{}}");
        Map<String, String> environment = Map.of(
                "CODEBASE_MCP_HOME",
                home.toString(),
                "CODEBASE_MCP_DATABASE_URL",
                "postgresql://nobody:secret@127.0.0.1:1/x");
        try (ServerSession server = ServerSession.start(tree, environment)) {
            for (int i = 0; i < 3; i++) {
                assertThat(server.refusal("search_code", Map.of("query", PASTED)))
                        .contains("project.name");
            }
            Files.writeString(config, "{\"project\":{\"name\":7}}");
            for (int i = 0; i < 3; i++) {
                assertThat(server.refusal("search_code", Map.of("query", PASTED)))
                        .contains("project.name");
            }
            server.refusal("search_code", Map.of("query", "x", "language", PASTED));
            server.refusal("search_code", Map.of("query", "x", PASTED, "y"));
            server.refusal("index_repository", Map.of("repo_path", PASTED));
        }

        List<String> lines = log();
        assertThat(lines.stream().filter(line -> line.contains("A config cannot be used")))
                .hasSize(2);
        assertThat(lines).noneMatch(line -> line.contains(PASTED) || line.contains(" ERROR "));
        assertThat(lines).noneMatch(line -> line.startsWith("\tat ") || line.startsWith("    \tat "));
    }

    private List<String> log() throws IOException {
        try (var files = Files.list(home.resolve("logs"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readAllLines(all.get(0));
        }
    }
}
