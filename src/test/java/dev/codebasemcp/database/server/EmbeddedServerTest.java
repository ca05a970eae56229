package dev.codebasemcp.database.server;

import static dev.codebasemcp.database.server.ServerHome.await;
import static dev.codebasemcp.database.server.ServerHome.execute;
import static dev.codebasemcp.database.server.ServerHome.kill;
import static dev.codebasemcp.database.server.ServerHome.leave;
import static dev.codebasemcp.database.server.ServerHome.portOf;
import static dev.codebasemcp.database.server.ServerHome.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.ProcessEnd;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the embedded server with real processes, on a home directory per test. */
class EmbeddedServerTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONG_GRACE = Duration.ofSeconds(60);

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private ServerHome home;

    @BeforeEach
    void chooseHome() throws IOException {
        home = new ServerHome(temporary.toRealPath().resolve("home"));
    }

    @AfterEach
    void endEverything() throws IOException {
        home.close();
    }

    @Test
    void fiveConcurrentProcessesShareOneServerAndTheLastStopsIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            home.startUser(GRACE);
        }
        List<String> ports = new ArrayList<>();
        for (Process user : home.users()) {
            ports.add(portOf(user));
        }
        assertThat(ports).hasSize(5).containsOnly(ports.get(0));
        ProcessHandle postmaster = home.postmaster();

        for (Process user : home.users()) {
            assertThat(postmaster.isAlive()).isTrue();
            leave(user);
        }

        ProcessEnd.await(postmaster);
        assertThat(home.files().pidFile()).doesNotExist();
    }

    @Test
    void aKilledProcessLeavesTheServerToTheNextOne() throws Exception {
        home.withSharedBinaries();
        Process killed = home.startUser(LONG_GRACE);
        String port = portOf(killed);
        killed.destroyForcibly().waitFor();

        try (EmbeddedServer adopted = home.start(GRACE)) {
            assertThat(adopted.connection().port()).isEqualTo(Integer.parseInt(port));
        }
    }

    /**
     * An exiting JVM waits for its child processes, and may be killed for that, which looks like a crash to a client.
     */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theServerIsNotAChildOfItsStarter() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer started = home.start(GRACE)) {
            assertThat(query(started, "SELECT 1")).isEqualTo("1");
            await(
                    "what started the server has ended",
                    () -> ProcessHandle.current()
                            .descendants()
                            .noneMatch(child -> child.info()
                                    .commandLine()
                                    .orElse("")
                                    .contains(home.path().toString())));
            assertThat(home.postmaster().isAlive()).isTrue();
        }
    }

    @Test
    void aProcessWithinTheGraceKeepsTheServer() throws Exception {
        home.withSharedBinaries();
        Process first = home.startUser(LONG_GRACE);
        String port = portOf(first);
        leave(first);
        await("the watchdog has taken note", () -> home.stopOrders().size() == 1);

        try (EmbeddedServer next = home.start(GRACE)) {
            assertThat(home.stopOrders()).isEmpty();
            assertThat(next.connection().port()).isEqualTo(Integer.parseInt(port));
        }
    }

    @Test
    void aKilledServerIsStartedAgainWithItsData() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer server = home.start(GRACE)) {
            execute(server, "CREATE TABLE mark AS SELECT 7 AS number");
            ProcessHandle postmaster = home.postmaster();
            kill(postmaster);

            server.recover();

            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
            assertThat(home.postmaster().pid()).isNotEqualTo(postmaster.pid());
        }
    }

    @Test
    void ignoresAPidFileOfAnotherProgram() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer server = home.start(GRACE)) {
            ProcessHandle postmaster = home.postmaster();
            String pidFile = Files.readString(home.files().pidFile());
            kill(postmaster);
            Files.writeString(
                    home.files().pidFile(),
                    pidFile.replaceFirst(
                            "\\d+", String.valueOf(ProcessHandle.current().pid())));

            server.recover();

            assertThat(query(server, "SHOW server_version")).isEqualTo("17.11");
        }
    }

    @Test
    void theServerIsDurableAndLocalAndHasTheBuildsVersion() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(ServerBinaries.VERSION).startsWith(query(server, "SHOW server_version"));
            assertThat(query(server, "SHOW fsync")).isEqualTo("on");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(query(server, "SHOW wal_level")).isEqualTo("minimal");
            assertThat(query(server, "SELECT datlocale FROM pg_database WHERE datname = 'postgres'"))
                    .isEqualTo("C.UTF-8");
        }
    }

    @Test
    void onlyTheOwnerSeesTheHomeAndNobodyThePassword() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer server = home.start(GRACE)) {
            String password = Files.readString(home.files().passwordFile());
            assertThat(password).matches("[0-9a-f]{48}");
            assertThat(permissions(home.path())).isEqualTo("rwx------");
            assertThat(permissions(home.files().passwordFile())).isEqualTo("rw-------");
            assertThat(server.describe() + server.connection()).doesNotContain(password);
            assertThat(Files.readString(home.files().log())).doesNotContain(password);

            ConnectionDetails details = server.connection();
            ConnectionDetails intruder = new ConnectionDetails(
                    details.host(), details.port(), details.user(), "guess", "postgres", details.parameters());
            assertThatThrownBy(() -> intruder.open("postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            ConnectionDetails nameless = new ConnectionDetails(
                    details.host(), details.port(), details.user(), "", "postgres", details.parameters());
            assertThatThrownBy(() -> nameless.open("postgres")).isInstanceOf(SQLException.class);
            assertThat(query(server, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void reportsAnUnusableHomeWithTheNextStep() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.start(file.resolve("home"), GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("CODEBASE_MCP_HOME");
    }

    @Test
    void reportsTheServersOutputIfItsStartFails() throws Exception {
        home.withSharedBinaries();
        try (EmbeddedServer server = home.start(GRACE)) {
            ProcessHandle postmaster = home.postmaster();
            kill(postmaster);
            Files.delete(home.files().data().resolve("global/pg_control"));

            assertThatThrownBy(server::recover)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("pg_control")
                    .hasMessageContaining(home.files().log().toString());
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAlone() throws Exception {
        home.withSharedBinaries();
        ServerFiles files = ServerFiles.in(home.path());
        Files.createDirectory(files.data());
        Files.writeString(files.data().resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> home.start(GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("PostgreSQL 16");
        assertThat(files.data()).isDirectoryContaining("glob:**/PG_VERSION");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
