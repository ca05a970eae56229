package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, /postgres-linux-x86_64.tar",
        "Linux, aarch64, /postgres-linux-arm_64.tar",
        "Mac OS X, x86_64, /postgres-darwin-x86_64.tar",
        "Mac OS X, aarch64, /postgres-darwin-arm_64.tar",
        "Windows 11, amd64, /postgres-windows-x86_64.tar"
    })
    void everySupportedMachineHasItsArchive(String osName, String osArch, String archive) {
        assertThat(Platform.of(osName, osArch).archive()).isEqualTo(archive);
    }

    @Test
    void anUnknownMachineNeedsItsOwnServer() {
        assertThatThrownBy(() -> Platform.of("Linux", "riscv64"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("riscv64")
                .hasMessageContaining("CODEBASE_MCP_DATABASE_URL");
    }
}
