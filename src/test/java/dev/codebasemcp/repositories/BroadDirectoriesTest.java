package dev.codebasemcp.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.git.GitDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BroadDirectoriesTest {
    private static final Path MOUNT = Path.of("/dev/shm");

    @TempDir
    Path temporary;

    private Path home;
    private Path other;
    private BroadDirectories broad;

    @BeforeEach
    void makeHome() throws Exception {
        home = Files.createDirectories(temporary.toRealPath().resolve("users/me"));
        other = Files.createDirectories(temporary.toRealPath().resolve("elsewhere/me"));
        broad = new BroadDirectories(List.of(home, other));
    }

    @Test
    void theRootHomesAndWhatHoldsThemAreBroad() throws Exception {
        assertThat(broad.describe(Path.of("/"))).contains("the root of the file system");
        assertThat(broad.describe(home)).contains("a home directory");
        assertThat(broad.describe(other)).contains("a home directory");
        assertThat(broad.describe(home.resolve("..").normalize())).contains("a directory of home directories");
        assertThat(broad.describe(Path.of(System.getProperty("user.home")).toRealPath()))
                .as("the home of an account of this machine")
                .contains("a home directory");
    }

    @Test
    void whatIsBelowAHomeIsNot() throws Exception {
        assertThat(broad.describe(Files.createDirectories(home.resolve("work"))))
                .isEmpty();
        assertThat(broad.describe(Files.createDirectories(home.resolve("work/deep/er"))))
                .isEmpty();
    }

    @Test
    void aHomeIsBroadAlsoAsARepository() throws Exception {
        GitDirectories.repository(home);
        assertThat(broad.describe(home)).contains("a home directory");
    }

    @Test
    void theRootOfAMountIsBroadUnlessItIsARepository() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(MOUNT), "no file system is mounted at " + MOUNT);
        assertThat(broad.describe(MOUNT)).contains("the root of a mounted file system");
        Path below = Files.createTempDirectory(MOUNT, "broad-");
        try {
            assertThat(broad.describe(below)).isEmpty();
        } finally {
            Files.delete(below);
        }
    }
}
