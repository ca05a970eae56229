package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a home looks like after its first use. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class FirstStartTest {
    @TempDir
    private Path folder;

    @Test
    void theServersLogHasNoErrorWhenAProjectIsMadeIndexedAndSearched() throws IOException {
        Path home = folder.resolve("home");
        Path repository = Files.createDirectory(folder.resolve("repository"));
        Files.writeString(repository.resolve("a.py"), "def refresh_session():\n    return 1\n");

        try (ServerSession server = ServerSession.start(repository, Map.of("CODEBASE_MCP_HOME", home.toString()))) {
            server.index(repository);
            assertThat(server.search("refresh a session").path("results")).isNotEmpty();
            List<String> log = Files.readAllLines(home.resolve("postgres.log"), StandardCharsets.UTF_8);
            assertThat(log).isNotEmpty().noneMatch(line -> line.contains("ERROR:") || line.contains("FATAL:"));
        }
    }

    /** Made by hand, and open as directories are by default. */
    @Test
    void doctorFindsNothingWrongWithAHomeThatNobodyHasUsedYet() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

        Process doctor = ServerProgram.process(Map.of("CODEBASE_MCP_HOME", home.toString()), "doctor", "--all")
                .start();
        String said = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(doctor.waitFor()).as(said).isZero();
        assertThat(said).contains("ok    Home").doesNotContain("FAIL");
    }
}
