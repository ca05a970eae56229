package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which command clients get. */
class ServerCommandTest {
    private static final Path HOME = Path.of("/home/me/.codebase-mcp");

    @Test
    void aProgramThatIsNoJarCannotBeConfigured() {
        assertThatThrownBy(() -> ServerCommand.ofThisProcess(HOME)).hasMessageContaining("build the jar and run");
    }

    @Test
    void aPackagedProgramIsStartedByItsLauncher() {
        System.setProperty("jpackage.app-path", "/opt/codebase-mcp/bin/codebase-mcp");
        try {
            assertThat(ServerCommand.ofThisProcess(HOME))
                    .isEqualTo(new ServerCommand("/opt/codebase-mcp/bin/codebase-mcp", List.of()));
        } finally {
            System.clearProperty("jpackage.app-path");
        }
    }
}
