package dev.codebasemcp.database.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.UnavailableException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server with real processes, each test on a home directory of its own. */
class EmbeddedServerTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String LONG_GRACE = "60";

    @TempDir
    private Path temporary;

    private final List<Process> users = new ArrayList<>();

    @AfterEach
    void endEverything() throws IOException, InterruptedException {
        users.forEach(Process::destroyForcibly);
        for (Process user : users) {
            user.waitFor();
        }
        Path pidFile = new ServerFiles(home()).pidFile();
        if (Files.exists(pidFile)) {
            ProcessHandle.of(postmasterPid()).ifPresent(postmaster -> {
                postmaster.destroyForcibly();
                postmaster.onExit().join();
            });
        }
        if (Files.isSymbolicLink(home().resolve("postgres"))) {
            Files.delete(home().resolve("postgres"));
        }
    }

    @Test
    void fiveProcessesThatStartAtOnceOnAFreshHomeShareOneServerAndTheLastStopsIt() throws Exception {
        for (int i = 0; i < 5; i++) {
            startUser(String.valueOf(GRACE.toSeconds()));
        }
        List<String> ports = new ArrayList<>();
        for (Process user : users) {
            ports.add(portOf(user));
        }
        assertThat(ports).hasSize(5).containsOnly(ports.get(0));
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();

        for (Process user : users) {
            assertThat(postmaster.isAlive()).isTrue();
            leave(user);
        }

        assertThat(postmaster.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
        assertThat(new ServerFiles(home()).pidFile()).doesNotExist();
    }

    @Test
    void aKilledProcessLeavesTheServerToTheNextOne() throws Exception {
        shareBinaries();
        Process killed = startUser(LONG_GRACE);
        String port = portOf(killed);
        killed.destroyForcibly().waitFor();

        try (EmbeddedServer adopted = EmbeddedServer.start(home(), GRACE)) {
            assertThat(adopted.connection().port()).isEqualTo(Integer.parseInt(port));
        }
    }

    @Test
    void whoComesWithinTheGraceFindsTheServerAndKeepsIt() throws Exception {
        shareBinaries();
        Process first = startUser(LONG_GRACE);
        String port = portOf(first);
        leave(first);
        assertThat(ordersIn(home())).hasSize(1);

        try (EmbeddedServer next = EmbeddedServer.start(home(), GRACE)) {
            assertThat(ordersIn(home())).isEmpty();
            assertThat(next.connection().port()).isEqualTo(Integer.parseInt(port));
        }
    }

    @Test
    void aKilledServerIsStartedAgainWithItsData() throws Exception {
        shareBinaries();
        try (EmbeddedServer server = EmbeddedServer.start(home(), GRACE)) {
            execute(server, "CREATE TABLE mark AS SELECT 7 AS number");
            ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().get(60, TimeUnit.SECONDS);

            server.recover();

            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
            assertThat(postmasterPid()).isNotEqualTo(postmaster.pid());
        }
    }

    @Test
    void aPidFileThatNamesAnotherProgramIsNoObstacle() throws Exception {
        shareBinaries();
        try (EmbeddedServer server = EmbeddedServer.start(home(), GRACE)) {
            ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
            String pidFile = Files.readString(new ServerFiles(home()).pidFile());
            postmaster.destroyForcibly();
            postmaster.onExit().get(60, TimeUnit.SECONDS);
            Files.writeString(
                    new ServerFiles(home()).pidFile(),
                    pidFile.replaceFirst(
                            "\\d+", String.valueOf(ProcessHandle.current().pid())));

            server.recover();

            assertThat(query(server, "SHOW server_version")).isEqualTo("17.11");
        }
    }

    @Test
    void theServerIsDurableLocalAndTheVersionThatTheBuildNames() throws Exception {
        shareBinaries();
        try (EmbeddedServer server = EmbeddedServer.start(home(), GRACE)) {
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
        shareBinaries();
        try (EmbeddedServer server = EmbeddedServer.start(home(), GRACE)) {
            String password = Files.readString(new ServerFiles(home()).passwordFile());
            assertThat(password).matches("[0-9a-f]{48}");
            assertThat(permissions(home())).isEqualTo("rwx------");
            assertThat(permissions(new ServerFiles(home()).passwordFile())).isEqualTo("rw-------");
            assertThat(server.describe() + server.connection()).doesNotContain(password);
            assertThat(Files.readString(new ServerFiles(home()).log())).doesNotContain(password);

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
    void aHomeThatCannotBeUsedIsNamedWithTheNextStep() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> EmbeddedServer.start(file.resolve("home"), GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("CODEBASE_MCP_HOME");
    }

    @Test
    void aStartThatFailsShowsTheServersOwnWords() throws Exception {
        shareBinaries();
        try (EmbeddedServer server = EmbeddedServer.start(home(), GRACE)) {
            ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().get(60, TimeUnit.SECONDS);
            Files.delete(new ServerFiles(home()).data().resolve("global/pg_control"));

            assertThatThrownBy(server::recover)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("pg_control")
                    .hasMessageContaining(new ServerFiles(home()).log().toString());
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAlone() throws Exception {
        shareBinaries();
        ServerFiles files = ServerFiles.in(home());
        Files.createDirectory(files.data());
        Files.writeString(files.data().resolve("PG_VERSION"), "16\n");

        assertThatThrownBy(() -> EmbeddedServer.start(home(), GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("PostgreSQL 16");
        assertThat(files.data()).isDirectoryContaining("glob:**/PG_VERSION");
    }

    private Path home() {
        return temporary.resolve("home");
    }

    /** Spares the test the unpacking, if the run's own server has done so. */
    private void shareBinaries() throws IOException {
        Path unpacked = Path.of("target", "test-home", "postgres").toAbsolutePath();
        if (Files.isDirectory(unpacked)) {
            Files.createDirectories(home());
            Files.createSymbolicLink(home().resolve("postgres"), unpacked);
        }
    }

    private Process startUser(String grace) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        ServerUser.class.getName(),
                        home().toString(),
                        grace)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        users.add(process);
        return process;
    }

    /** A launcher's own class loader does not show in the system property. */
    private static String classPath() {
        return EmbeddedServerTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(url -> Path.of(URI.create(url.toString())).toString())
                        .collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String portOf(Process user) throws IOException {
        BufferedReader reader = user.inputReader();
        String line = reader.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = reader.readLine();
        }
        assertThat(line).as("the first line of a process that uses the server").isNotNull();
        return new Scanner(String.valueOf(line).substring("port ".length())).next();
    }

    private static void leave(Process user) throws IOException, InterruptedException {
        user.getOutputStream().close();
        assertThat(user.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(user.exitValue()).isZero();
    }

    private long postmasterPid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(new ServerFiles(home()).pidFile()).get(0));
    }

    private static List<Path> ordersIn(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("stop-"))
                    .toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.connection().open("postgres")) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = server.connection().open("postgres");
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
