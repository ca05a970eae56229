package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A config in a directory that nothing can be written to. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@OneFlavour
class ReadOnlyCheckoutTest {
    private static final String CONFIG = ".codebase-mcp/config.json";

    @TempDir
    private Path temporary;

    /** Root may write in spite of the permissions, so that a read-only file system is mounted for it. */
    @PostgresTest
    void isUsableUnderOneIdWithAWarningThatNamesTheFile(PostgresFixture fixture) throws Exception {
        Path home = Files.createDirectory(temporary.resolve("checkout")).toRealPath();
        Optional<TemporaryDisk> disk = TemporaryDisk.mount(home, "size=1m,mode=755");
        try {
            named(home, "checkout");
            if (disk.isPresent()) {
                disk.orElseThrow().change("ro");
            }
            permissions(home, disk, "r-xr-xr-x");
            assumeFalse(writable(home.resolve(".codebase-mcp")), "root writes here, and cannot mount a file system");

            usableUnderOneIdWithAWarning(fixture, home);
        } finally {
            if (disk.isPresent()) {
                disk.orElseThrow().close();
            } else {
                permissions(home, disk, "rwxr-xr-x");
            }
        }
    }

    private static void usableUnderOneIdWithAWarning(PostgresFixture fixture, Path home) throws IOException {
        ProvisioningFixture process = new ProvisioningFixture(fixture.databases());
        String before = Files.readString(home.resolve(CONFIG));

        ReadyProject made = process.ready(home);
        ReadyProject again = process.ready(home);
        ReadyProject next = new ProvisioningFixture(fixture.anotherProcess()).ready(home);

        assertThat(made.warnings())
                .singleElement()
                .asString()
                .startsWith(home.resolve(CONFIG) + ": ")
                .contains(made.id().toString(), "could not be written back");
        assertThat(again.warnings()).isEqualTo(made.warnings());
        assertThat(again.id()).isEqualTo(made.id());
        assertThat(next.id()).isEqualTo(made.id());
        assertThat(next.database().isCurrent()).isTrue();
        assertThat(process.projects.all())
                .singleElement()
                .satisfies(row -> assertThat(row.ready()).isTrue());
        assertThat(home.resolve(CONFIG)).hasContent(before);
        assertThat(home.resolve(".codebase-mcp").toFile().list()).containsExactly("config.json");
    }

    private static void permissions(Path home, Optional<TemporaryDisk> disk, String permissions) throws IOException {
        if (disk.isEmpty()) {
            Files.setPosixFilePermissions(home.resolve(".codebase-mcp"), PosixFilePermissions.fromString(permissions));
        }
    }

    private static boolean writable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, "probe", ""));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
