package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PostgreSQL's main process: finds a running one, starts one, stops it. The caller holds the server's lock. */
final class Postmaster {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    /** A killed server's processes, memory and port may linger, and its recovery takes a while. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private static final List<String> PASSING_TROUBLE = List.of(
            "could not bind",
            "Address already in use",
            "pre-existing shared memory block",
            "lock file \"postmaster.pid\" already exists",
            "is already in use");

    /** SQLStates: the driver refuses the server's way of asking, or the server the password. */
    private static final String REJECTED = "08004";

    private static final String WRONG_PASSWORD = "28";

    private final ServerFiles files;
    private final ServerBinaries binaries;
    private final ServerAccount account;

    Postmaster(ServerFiles files, ServerBinaries binaries, ServerAccount account) {
        this.files = files;
        this.binaries = binaries;
        this.account = account;
    }

    /** How to connect to the server that runs on the data directory; empty if none does, or none answers. */
    static Optional<ConnectionDetails> running(ServerFiles files) {
        Optional<LivingPostmaster> server = LivingPostmaster.on(files.data());
        if (server.isEmpty() || Files.notExists(files.passwordFile())) {
            return Optional.empty();
        }
        ConnectionDetails details = new ConnectionDetails(
                "127.0.0.1",
                server.get().port(),
                DataDirectory.USER,
                DataDirectory.password(files),
                "postgres",
                parameters(files));
        return answers(details, files) ? Optional.of(details) : Optional.empty();
    }

    /** Nothing is sent to anybody else, and whoever asks for anything but SCRAM, or cannot prove to know the password, gets none. */
    static Map<String, String> parameters(ServerFiles files) {
        return Map.of(
                "sslmode", "disable",
                "gssEncMode", "disable",
                "requireAuth", "scram-sha-256",
                "socketFactory", PostmasterSockets.class.getName(),
                "socketFactoryArg", files.data().toString());
    }

    /** Starts the server and waits until it accepts connections. */
    ConnectionDetails start() {
        Deadline deadline = Deadline.in(START_PATIENCE);
        while (true) {
            String trouble = tryStart();
            Optional<ConnectionDetails> details = running(files);
            if (details.isPresent()) {
                return details.get();
            }
            if (deadline.isOver() || PASSING_TROUBLE.stream().noneMatch(trouble::contains)) {
                throw new UnavailableException(
                        "The embedded PostgreSQL in " + files.home() + " does not start:\n" + trouble
                                + "\nIts whole log is " + files.log()
                                + "; CODEBASE_MCP_DATABASE_URL makes this program use another server.");
            }
            deadline.pause();
        }
    }

    /** Where this process is killed meanwhile, the watchdog waits until the server can be told to stop. */
    private List<String> heldUp(List<String> command) {
        return Platform.current().isWindows() ? command : ServerLease.heldBy(command, files);
    }

    /** The command that stops the server at once, ending its connections; data is safe. */
    List<String> stopCommand() {
        return account.command(List.of(
                binaries.program("pg_ctl"), "-D", files.data().toString(), "-m", "fast", "-w", "-t", "30", "stop"));
    }

    private String tryStart() {
        try {
            removeStalePidFile();
            long logged = files.prepareLog(account);
            OsCommand.Result result =
                    new OsCommand(heldUp(startCommand(freePort())), files.home(), START_TIMEOUT).run();
            return result.output().strip() + "\n" + files.logSince(logged);
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot start the database server in " + files.home() + ": " + failure, failure);
        }
    }

    private List<String> startCommand(int port) {
        return account.command(List.of(
                binaries.program("pg_ctl"),
                "-D",
                files.data().toString(),
                "-l",
                files.log().toString(),
                "-o",
                "-p " + port,
                "-w",
                "-t",
                String.valueOf(START_TIMEOUT.toSeconds() - 10),
                "start"));
    }

    /**
     * PostgreSQL refuses to start while the process that its pid file names is alive, whatever that process is by now:
     * after a restart of the machine or container another program, or a zombie that nobody collects.
     */
    private void removeStalePidFile() throws IOException {
        if (LivingPostmaster.isStale(files.data())) {
            Files.deleteIfExists(files.pidFile());
        }
    }

    private static boolean answers(ConnectionDetails details, ServerFiles files) {
        try (Connection connection = details.open(details.maintenanceDatabase())) {
            return connection.isValid(2);
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (state.equals(REJECTED) || state.startsWith(WRONG_PASSWORD)) {
                throw new UnavailableException(
                        "The embedded PostgreSQL in " + files.home() + " does not let this program in as it should ("
                                + failure.getMessage() + "). Put back scram-sha-256 in each line of "
                                + files.data().resolve("pg_hba.conf") + " and the password in " + files.passwordFile()
                                + ", or end all codebase-mcp processes and delete " + files.data()
                                + ": everything is then indexed anew.",
                        failure);
            }
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
