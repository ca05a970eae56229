package dev.codebasemcp.database.server;

import static dev.codebasemcp.database.server.ServerHome.await;
import static dev.codebasemcp.database.server.ServerHome.execute;
import static dev.codebasemcp.database.server.ServerHome.kill;
import static dev.codebasemcp.database.server.ServerHome.portOf;
import static dev.codebasemcp.database.server.ServerHome.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.JavaCommand;
import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.config.DatabaseSettings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.threads.NamedThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another program listens on the server's port or impersonates it, and must receive nothing. */
@OnOneJdk
@Timeout(240)
@DisabledOnOs(OS.WINDOWS)
class ImpostorServerTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String PASSWORD = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private ServerHome home;

    private Optional<Process> impostor = Optional.empty();

    @BeforeEach
    void chooseHome() throws IOException {
        home = new ServerHome(temporary.toRealPath().resolve("home")).withSharedBinaries();
    }

    @AfterEach
    void endEverything() throws IOException {
        impostor.ifPresent(Process::destroyForcibly);
        home.close();
    }

    /** Even if the impostor passes for the running server. */
    @ParameterizedTest
    @EnumSource
    void aServerWithoutTheProofReceivesNothingUseful(ImpostorServer.Ruse ruse) throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        ImpostorServer listener = new ImpostorServer(0, ruse, received::add);
        new NamedThreads("impostor").newThread(listener::serve).start();
        Map<String, String> demands = new HashMap<>(Login.parameters(home.files()));
        assertThat(demands.keySet().removeIf(name -> name.startsWith("socketFactory")))
                .isTrue();
        try {
            ConnectionDetails details =
                    new ConnectionDetails("127.0.0.1", listener.port(), "codebase_mcp", PASSWORD, "postgres", demands);
            assertThatThrownBy(() -> details.open("postgres").close()).isInstanceOf(SQLException.class);
        } finally {
            listener.close();
        }
        assertThat(received).isNotEmpty().noneMatch(text -> text.contains(PASSWORD) || text.matches("(?s)p md5.*"));
        assertThat(received).noneMatch(text -> text.startsWith("Q ") || text.startsWith("P "));
    }

    /** The JVM and postmaster were killed, and another program has their port and perhaps the process's pid. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStalePidFileDoesNotLeadToAnImpostor(boolean numberTaken) throws Exception {
        Process user = home.startUser(GRACE);
        int port = Integer.parseInt(portOf(user));
        kill(home.watchdog());
        kill(home.postmaster());
        kill(user.toHandle());
        BufferedReader received = startImpostor(port, ImpostorServer.Ruse.CLEARTEXT);
        if (numberTaken) {
            Path pidFile = home.files().pidFile();
            Files.writeString(
                    pidFile,
                    Files.readString(pidFile)
                            .replaceFirst(
                                    "\\d+", String.valueOf(runningImpostor().pid())));
        }

        try (EmbeddedServer server = home.start(GRACE)) {
            assertThat(query(server, "SELECT 'own'")).isEqualTo("own");
            assertThat(server.connection().port()).isNotEqualTo(port);
        }
        assertReceivedNothing(received);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLEARTEXT", "NOTHING", "OK_WITHOUT_PROOF"})
    void aKilledServerIsRestartedPastTheImpostor(ImpostorServer.Ruse ruse) throws Exception {
        DatabaseOptions options = DatabaseOptions.of(new DatabaseSettings(Optional.empty(), 8, 4));
        try (Databases databases = new Databases(() -> home.start(GRACE), options)) {
            assertThat(databases.serverStats()).isNotNull();
            LivingPostmaster killed = LivingPostmaster.on(home.files().data()).orElseThrow();
            kill(home.postmaster());
            BufferedReader received = startImpostor(killed.port(), ruse);

            assertThat(databases.serverStats()).isNotNull();
            assertThat(databases.locks().count()).isZero();

            assertThat(LivingPostmaster.on(home.files().data())).get().isNotEqualTo(killed);
            assertReceivedNothing(received);
        }
    }

    /** Checks the server after connecting, so a server that dies in between is safe too. */
    @Test
    void sendsNothingToAPortOfAnotherServer() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        ImpostorServer listener = new ImpostorServer(0, ImpostorServer.Ruse.NOTHING, received::add);
        new NamedThreads("impostor").newThread(listener::serve).start();
        try (EmbeddedServer server = home.start(GRACE)) {
            ConnectionDetails real = server.connection();
            ConnectionDetails wrong = new ConnectionDetails(
                    real.host(), listener.port(), real.user(), real.password(), "postgres", real.parameters());

            assertThatThrownBy(() -> wrong.open("postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasStackTraceContaining("nothing was sent");
        } finally {
            listener.close();
        }
        assertThat(received).isEmpty();
    }

    /** Someone edited the server's files: no other server is started on them, and the message gives the next step. */
    @Test
    void rejectsOurOwnServerWithoutAPassword() throws Exception {
        try (EmbeddedServer server = home.start(GRACE)) {
            Path rules = home.files().data().resolve("pg_hba.conf");
            Files.writeString(rules, Files.readString(rules).replace("scram-sha-256", "trust"));
            execute(server, "SELECT pg_reload_conf()");

            await("the rules are in force", () -> refusal(server).isPresent());

            assertThat(refusal(server).orElseThrow())
                    .contains("Restore scram-sha-256")
                    .contains(rules.toString());
        }
    }

    private static Optional<String> refusal(EmbeddedServer server) {
        try {
            server.recover();
            return Optional.empty();
        } catch (UnavailableException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Runs as another user, if this user may switch. */
    private BufferedReader startImpostor(int port, ImpostorServer.Ruse ruse) throws IOException {
        List<String> command = new ArrayList<>(JavaCommand.with(
                "-cp", ownClasses().toString(), ImpostorServer.class.getName(), String.valueOf(port), ruse.name()));
        if (mayBecomeAnother()) {
            command.addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        Process started = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        impostor = Optional.of(started);
        BufferedReader said = started.inputReader();
        assertThat(said.readLine()).isEqualTo("ready");
        return said;
    }

    private Process runningImpostor() {
        return impostor.orElseThrow();
    }

    private void assertReceivedNothing(BufferedReader received) throws Exception {
        kill(runningImpostor().toHandle());
        assertThat(received.lines().toList()).isEmpty();
    }

    private static boolean mayBecomeAnother() {
        try {
            return new ProcessBuilder(
                                    "setpriv",
                                    "--reuid=65534",
                                    "--regid=65534",
                                    "--clear-groups",
                                    "test",
                                    "-r",
                                    ownClasses().resolve("dev").toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path ownClasses() {
        return Path.of("target", "test-classes").toAbsolutePath();
    }
}
