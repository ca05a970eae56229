package dev.codebasemcp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MachineIdFileTest {
    private static final int AT_ONCE = 16;

    @TempDir
    Path home;

    @Test
    void theFirstStartMakesItAndLaterOnesFindIt() {
        MachineId made = MachineIdFile.of(home.resolve("new"));
        assertThat(MachineIdFile.of(home.resolve("new"))).isEqualTo(made);
        assertThat(MachineIdFile.of(home.resolve("another"))).isNotEqualTo(made);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aHomeThatIsMadeForItIsForItsOwnerAlone() throws Exception {
        MachineIdFile.of(home.resolve("new"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("new"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aDamagedFileIsRefusedInWords() throws Exception {
        Files.write(home.resolve("machine-id"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> MachineIdFile.of(home))
                .isInstanceOf(RejectedException.class)
                .hasMessageContainingAll("machine-id", "does not hold a UUID", "claim --machine");
    }

    @Test
    void allWhoMakeItAtOnceGetTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        CountDownLatch ready = new CountDownLatch(AT_ONCE);
        try {
            List<Future<MachineId>> made = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                made.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return MachineIdFile.of(home);
                }));
            }
            Set<MachineId> ids = new HashSet<>();
            for (Future<MachineId> one : made) {
                ids.add(one.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("machine-id"));
        }
    }

    @Test
    void whatIsNoIdentityIsRefusedAndKept() throws Exception {
        Path file = Files.writeString(home.resolve("machine-id"), "damaged");
        assertThatThrownBy(() -> MachineIdFile.of(home))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("repositories claim");
        assertThat(file).hasContent("damaged");
    }
}
