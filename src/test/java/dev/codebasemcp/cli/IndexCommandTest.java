package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.mcp.ToolAnswer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexCommandTest {
    @ParameterizedTest
    @CsvSource({
        "completed, 0",
        "dry_run, 0",
        "completed_with_errors, 3",
        "failed, 1",
        "cancelled, 1",
        "interrupted, 1",
        "of a newer version, 1"
    })
    void theExitCodeTellsHowTheJobEnded(String status, int code) {
        assertThat(IndexCommand.exitCode(new ToolAnswer(Map.of("status", status), "")))
                .isEqualTo(code);
    }
}
