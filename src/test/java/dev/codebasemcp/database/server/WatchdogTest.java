package dev.codebasemcp.database.server;

import static dev.codebasemcp.database.server.ServerHome.await;
import static dev.codebasemcp.database.server.ServerHome.kill;
import static dev.codebasemcp.database.server.ServerHome.leave;
import static dev.codebasemcp.database.server.ServerHome.portOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.ProcessEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a server stops after all its clients were killed. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class WatchdogTest {
    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private ServerHome home;

    @BeforeEach
    void chooseHome() throws IOException {
        home = new ServerHome(temporary.toRealPath().resolve("home")).withSharedBinaries();
    }

    @AfterEach
    void endEverything() throws IOException {
        home.close();
    }

    @Test
    void theServerOfAKilledProcessIsStopped() throws Exception {
        Process user = home.startUser(GRACE);
        portOf(user);
        ProcessHandle postmaster = home.postmaster();

        kill(user.toHandle());

        ProcessEnd.await(postmaster);
        await("nothing is left", () -> home.alive().isEmpty());
        assertThat(home.files().pidFile()).doesNotExist();
        assertThat(home.stopOrders()).isEmpty();
        assertThat(home.files().watchdogPid()).doesNotExist();
    }

    /** Without {@code sleep} and {@code mv}, the watchdog would try again and again, and never stop the server. */
    @Test
    void theServerIsStoppedAlthoughThePathHasNoCommands() throws Exception {
        Process user = home.startUser(GRACE, temporary.toString());
        portOf(user);
        ProcessHandle postmaster = home.postmaster();

        kill(user.toHandle());

        ProcessEnd.await(postmaster);
        await("nothing is left", () -> home.alive().isEmpty());
    }

    /** The start creates these files in this order. */
    @ParameterizedTest
    @ValueSource(strings = {"clients.pipe", "watchdog.pid", "data", "postgres.log", "data/postmaster.pid"})
    void leavesNothingOfAProcessKilledDuringTheStart(String seen) throws Exception {
        Process user = home.startUser(GRACE);
        await(seen + " is there", () -> Files.exists(home.path().resolve(seen)));

        kill(user.toHandle());

        await("nothing is left", () -> home.alive().isEmpty());
    }

    @Test
    void aUserKeepsTheServerWhenAnotherIsKilled() throws Exception {
        Process first = home.startUser(GRACE);
        String port = portOf(first);
        Process second = home.startUser(GRACE);
        assertThat(portOf(second)).isEqualTo(port);
        ProcessHandle postmaster = home.postmaster();

        kill(first.toHandle());
        Process third = home.startUser(GRACE);

        assertThat(portOf(third)).isEqualTo(port);
        assertThat(home.stopOrders()).isEmpty();
        leave(second);
        leave(third);
        ProcessEnd.await(postmaster);
    }

    /** Versions without leases hold a lock, and revoke stop orders like this one. */
    @Test
    @DisabledOnOs({OS.MAC, OS.WINDOWS})
    void aProcessOfAnEarlierVersionKeepsTheServer() throws Exception {
        Process user = home.startUser(GRACE);
        portOf(user);
        ProcessHandle postmaster = home.postmaster();
        try (FileGuard earlier = FileGuard.open(home.files().clientsLock())) {
            earlier.lockShared(GRACE);
            leave(user);
            ProcessHandle watchdog = home.watchdog();
            await(
                    "the watchdog waits for the lock",
                    () -> watchdog.children()
                            .anyMatch(child -> List.of(child.info().arguments().orElse(new String[0]))
                                    .contains("0.5")));
            assertThat(postmaster.isAlive()).isTrue();
        }

        ProcessEnd.await(postmaster);
    }

    @Test
    void theNextProcessAddsAMissingWatchdog() throws Exception {
        Process killed = home.startUser(GRACE);
        String port = portOf(killed);
        kill(home.watchdog());
        kill(killed.toHandle());

        Process next = home.startUser(GRACE);

        assertThat(portOf(next)).isEqualTo(port);
        ProcessHandle postmaster = home.postmaster();
        leave(next);
        ProcessEnd.await(postmaster);
    }

    /** For example one that was copied with the home. */
    @Test
    void replacesARegularFileByThePipe() throws Exception {
        Files.createFile(home.files().clientsPipe());
        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(server.connection().port()).isPositive();
            assertThat(Files.isRegularFile(home.files().clientsPipe())).isFalse();
        }
    }
}
