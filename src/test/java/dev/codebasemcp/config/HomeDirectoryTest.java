package dev.codebasemcp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class HomeDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingHomeIsMadeForItsOwnerAlone() throws IOException {
        Path home = HomeDirectory.prepare(folder.resolve("new/home"));

        assertThat(permissions(home)).isEqualTo("rwx------");
    }

    @Test
    void aHomeThatOthersCanReadIsClosedToThem() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        HomeDirectory.prepare(folder);

        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void aHomeThatPostgresPassesThroughAsAnotherUserIsLeftAsItIs() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));

        HomeDirectory.prepare(folder);

        assertThat(permissions(folder)).isEqualTo("rwx--x--x");
    }

    @Test
    void aFileIsNoHome() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> HomeDirectory.prepare(file))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll(file.toString(), "is no directory", "CODEBASE_MCP_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/two\nlines", "/srv/a\tb", "/srv/\u0007"})
    void namesThatPostgresCannotWriteDownAreRefusedBeforeAnythingIsWritten(String home) {
        assertThatThrownBy(() -> Settings.from(Map.of("CODEBASE_MCP_HOME", home)))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll("CODEBASE_MCP_HOME", "control character");
    }

    @Test
    void namesThatAreTooLongAreRefused() {
        assertThatThrownBy(() -> Settings.from(Map.of("CODEBASE_MCP_HOME", "/srv" + "/directory".repeat(100))))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("at most 900 bytes");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
