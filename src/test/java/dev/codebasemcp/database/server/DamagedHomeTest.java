package dev.codebasemcp.database.server;

import static dev.codebasemcp.database.server.ServerHome.await;
import static dev.codebasemcp.database.server.ServerHome.execute;
import static dev.codebasemcp.database.server.ServerHome.kill;
import static dev.codebasemcp.database.server.ServerHome.portOf;
import static dev.codebasemcp.database.server.ServerHome.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codebasemcp.LongTests;
import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts servers on homes in which something was lost, truncated or changed while no server ran. */
@OnOneJdk
@DisabledOnOs(OS.WINDOWS)
class DamagedHomeTest {
    private static final Duration GRACE = Duration.ZERO;
    private static final byte[] NOT_TEXT = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3, '\n'};

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private ServerHome home;

    @FunctionalInterface
    private interface Damage {
        void in(ServerFiles files) throws IOException;
    }

    @BeforeAll
    static void makeAHome() throws Exception {
        ServerHome made = new ServerHome(shared.toRealPath().resolve("home")).withSharedBinaries();
        try (EmbeddedServer server = made.start(GRACE)) {
            execute(server, "CREATE TABLE mark AS SELECT 7 AS number");
        }
        await("the server was stopped", () -> Files.notExists(made.files().pidFile()));
        made.close();
    }

    @BeforeEach
    void copyTheHome() throws IOException {
        home = new ServerHome(temporary.toRealPath().resolve("home")).withSharedBinaries();
        run("cp", "-a", shared.resolve("home/data").toString(), home.path().toString());
        run(
                "cp",
                "-a",
                shared.resolve("home/database-password").toString(),
                home.path().toString());
    }

    @AfterEach
    void endEverything() throws IOException {
        home.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void repairsFilesWithoutData(String what, Damage damage) throws Exception {
        damage.in(home.files());

        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
            assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "SHOW unix_socket_directories")).isEmpty();
            assertThat(query(server, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");
            assertThat(query(server, "SELECT left(rolpassword, 13) FROM pg_authid WHERE rolname = 'codebase_mcp'"))
                    .isEqualTo("SCRAM-SHA-256");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.files().passwordFile())))
                .isEqualTo("rw-------");
    }

    static Stream<Arguments> harmless() {
        return LongTests.cases(Stream.of(passwords(), pidFiles(), settings()).flatMap(damages -> damages));
    }

    private static Stream<Arguments> passwords() {
        return Stream.of(
                damage("an emptied password", files -> Files.write(files.passwordFile(), new byte[0])),
                damage("a deleted password", files -> Files.delete(files.passwordFile())),
                damage("a wrong password", files -> Files.writeString(files.passwordFile(), "0123456789abcdef")),
                damage("a password that is no text", files -> Files.write(files.passwordFile(), NOT_TEXT)));
    }

    private static Stream<Arguments> pidFiles() {
        return Stream.of(
                damage("an empty pid file", files -> Files.write(files.pidFile(), new byte[0])),
                damage("a pid file that is no text", files -> Files.write(files.pidFile(), NOT_TEXT)),
                damage(
                        "a cut pid file",
                        files -> Files.writeString(
                                files.pidFile(),
                                String.valueOf(ProcessHandle.current().pid()))),
                damage(
                        "a pid file of another server",
                        files -> Files.writeString(
                                files.pidFile(),
                                ProcessHandle.current().pid()
                                        + "\n/elsewhere/data\n1\n5432\n\n127.0.0.1\n1 2\nready\n")),
                damage(
                        "a pid file of nonsense",
                        files -> Files.writeString(files.pidFile(), "-1\nx\n\n99999999999999\n")),
                damage("a directory for a pid file", files -> Files.createDirectory(files.pidFile())));
    }

    private static Stream<Arguments> settings() {
        return Stream.of(
                damage("an empty version", files -> Files.write(version(files), new byte[0])),
                damage("no version", files -> Files.delete(version(files))),
                damage("a version that is no text", files -> Files.write(version(files), NOT_TEXT)),
                damage("no settings", files -> Files.delete(files.data().resolve("postgresql.conf"))),
                damage("empty settings", files -> Files.write(files.data().resolve("postgresql.conf"), new byte[0])),
                damage(
                        "no rules about clients",
                        files -> Files.delete(files.data().resolve("pg_hba.conf"))),
                damage(
                        "empty rules about clients",
                        files -> Files.write(files.data().resolve("pg_hba.conf"), new byte[0])),
                damage("no empty directories", files -> {
                    for (String directory :
                            List.of("pg_notify", "pg_tblspc", "pg_replslot", "pg_twophase", "pg_snapshots")) {
                        Files.delete(files.data().resolve(directory));
                    }
                }),
                damage(
                        "open permissions",
                        files -> Files.setPosixFilePermissions(
                                files.data(), PosixFilePermissions.fromString("rwxr-xr-x"))),
                damage("lock and watchdog files of nonsense", files -> {
                    Files.write(files.serverLock(), NOT_TEXT);
                    Files.write(files.clientsLock(), NOT_TEXT);
                    Files.write(files.watchdogPid(), NOT_TEXT);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("serious")
    void reportsDamagedDataWithTheNextStep(String what, Damage damage, List<String> words) throws IOException {
        damage.in(home.files());

        assertThatThrownBy(() -> home.start(GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll(words.toArray(String[]::new));
        assertThat(home.files().data()).exists();
    }

    static Stream<Arguments> serious() {
        return LongTests.cases(Stream.concat(badLines(), lostFiles()));
    }

    private static Stream<Arguments> badLines() {
        return Stream.of(
                damage(
                        "a bad line in the settings",
                        files -> append(files.data().resolve("postgresql.conf"), "shared_buffers = = nonsense\n"),
                        "postgresql.conf",
                        "rewrites it"),
                damage(
                        "a bad rule about clients",
                        files -> append(files.data().resolve("pg_hba.conf"), "nonsense\n"),
                        "pg_hba.conf",
                        "rewrites it"));
    }

    private static Stream<Arguments> lostFiles() {
        return Stream.of(
                damage(
                        "no control file",
                        files -> Files.delete(files.data().resolve("global/pg_control")),
                        "pg_control",
                        "from a backup",
                        "rebuilt"),
                damage(
                        "a cut control file",
                        files -> Files.write(files.data().resolve("global/pg_control"), new byte[100]),
                        "from a backup"),
                damage(
                        "no log of changes",
                        files -> empty(files.data().resolve("pg_wal")),
                        "checkpoint record",
                        "from a backup",
                        "rebuilt"),
                damage(
                        "half a database",
                        files -> {
                            ServerBinaries.deleteTree(files.data().resolve("base"));
                            ServerBinaries.deleteTree(files.data().resolve("global"));
                            Files.delete(version(files));
                        },
                        "PG_VERSION",
                        "from a backup"),
                damage(
                        "a file for a directory",
                        files -> {
                            ServerBinaries.deleteTree(files.data());
                            Files.createFile(files.data());
                        },
                        "data"),
                damage("a directory for a lock", files -> Files.createDirectory(files.serverLock()), "server.lock"));
    }

    @Test
    void anEmptyDataDirectoryIsFilled() throws Exception {
        ServerBinaries.deleteTree(home.files().data());
        Files.createDirectory(home.files().data());

        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT to_regclass('mark')::text")).isNull();
        }
    }

    @Test
    void rejectsDataOfAnotherUser() throws Exception {
        assumeTrue(Files.getOwner(home.path()).getName().equals("root"));
        run("chown", "-R", "12345", home.files().data().toString());

        assertThatThrownBy(() -> home.start(GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll("12345", "chown -R root");
    }

    @Test
    void restartsAServerWithoutAPidFile() throws Exception {
        try (EmbeddedServer server = home.start(GRACE)) {
            ProcessHandle first = home.postmaster();
            Files.delete(home.files().pidFile());

            server.recover();

            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
            assertThat(LivingPostmaster.isServer(first.pid(), home.files().data()))
                    .isFalse();
            Files.write(home.files().pidFile(), NOT_TEXT);

            server.recover();

            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
        }
    }

    @Test
    void renewsALostPasswordOnceTheServerIsUnused() throws Exception {
        Process other = home.startUser(Duration.ofSeconds(60));
        portOf(other);
        Files.delete(home.files().passwordFile());

        assertThatThrownBy(() -> home.start(GRACE))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll(
                        "other processes use it", home.files().passwordFile().toString());
        kill(other.toHandle());
        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
        }
    }

    @Test
    void replacesAKilledServerAtOnce() throws Exception {
        try (EmbeddedServer server = home.start(GRACE)) {
            kill(home.postmaster());
            Files.writeString(home.files().pidFile(), "");

            server.recover();

            assertThat(query(server, "SELECT number::text FROM mark")).isEqualTo("7");
        }
    }

    private static Arguments damage(String what, Damage damage, String... words) {
        return words.length == 0 ? Arguments.of(what, damage) : Arguments.of(what, damage, List.of(words));
    }

    private static Path version(ServerFiles files) {
        return files.data().resolve("PG_VERSION");
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + text);
    }

    private static void empty(Path directory) throws IOException {
        ServerBinaries.deleteTree(directory);
        Files.createDirectory(directory);
    }

    private void run(String... words) {
        assertThat(new OsCommand(List.of(words), home.path(), Duration.ofSeconds(60)).run())
                .extracting(OsCommand.Result::output)
                .isEqualTo("");
    }
}
