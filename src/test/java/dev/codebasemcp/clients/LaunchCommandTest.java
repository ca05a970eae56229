package dev.codebasemcp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command that clients get is the one that tests and benchmarks run. */
class LaunchCommandTest {
    @Test
    void theOptionsAreThoseOfTheFile() throws IOException {
        assertThat(Files.readAllLines(Path.of("config/java-options")))
                .filteredOn(line -> !line.startsWith("#"))
                .isEqualTo(LaunchCommand.JAVA_OPTIONS);
    }

    @Test
    void aProgramThatIsNoJarCannotBeConfigured() {
        assertThatThrownBy(LaunchCommand::ofThisProcess).hasMessageContaining("build the jar and run");
    }

    @Test
    void aPackagedProgramIsStartedByItsLauncher() {
        System.setProperty("jpackage.app-path", "/opt/codebase-mcp/bin/codebase-mcp");
        try {
            assertThat(LaunchCommand.ofThisProcess())
                    .isEqualTo(new LaunchCommand("/opt/codebase-mcp/bin/codebase-mcp", List.of()));
        } finally {
            System.clearProperty("jpackage.app-path");
        }
    }
}
