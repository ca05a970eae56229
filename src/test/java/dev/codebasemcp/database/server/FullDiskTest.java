package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts on a disk that is too small. Mounting one needs root and a permissive system. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path disk;

    private boolean mounted;

    @BeforeEach
    void mountADisk() throws Exception {
        disk = Files.createDirectory(temporary.toRealPath().resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=16m,mode=755", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "a disk can be mounted here");
    }

    @AfterEach
    void unmountIt() throws Exception {
        if (mounted) {
            assertThat(run("umount", "-l", disk.toString())).isZero();
        }
    }

    @Test
    void reportsAFullDiskAndStartsOnceThereIsSpace() throws Exception {
        ServerHome home = new ServerHome(disk.resolve("home")).withSharedBinaries();
        try {
            assertThatThrownBy(() -> home.start(GRACE))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContainingAll("No space left on device", "Free space on that disk");
            assertThat(home.files().data()).doesNotExist();

            assertThat(run("mount", "-o", "remount,size=400m", disk.toString())).isZero();
            try (EmbeddedServer server = home.start(GRACE)) {
                assertThat(server.connection().port()).isPositive();
            }
        } finally {
            home.close();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
