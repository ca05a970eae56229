package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
    private static final int PORT_LINE = 3;

    private final ServerFiles files;
    private final ServerBinaries binaries;
    private final ServerAccount account;

    Postmaster(ServerFiles files, ServerBinaries binaries, ServerAccount account) {
        this.files = files;
        this.binaries = binaries;
        this.account = account;
    }

    /** How to connect to the server that runs on the data directory; empty if none answers. */
    static Optional<ConnectionDetails> running(ServerFiles files) {
        OptionalInt port = pidFileLine(files, PORT_LINE).stream()
                .mapToInt(line -> (int) number(line).orElse(0))
                .filter(number -> number > 0)
                .findFirst();
        if (port.isEmpty() || Files.notExists(files.passwordFile())) {
            return Optional.empty();
        }
        ConnectionDetails details = new ConnectionDetails(
                "127.0.0.1",
                port.getAsInt(),
                DataDirectory.USER,
                DataDirectory.password(files),
                "postgres",
                Map.of("sslmode", "disable", "gssEncMode", "disable"));
        return answers(details) ? Optional.of(details) : Optional.empty();
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

    /** The command that stops the server at once, ending its connections; data is safe. */
    List<String> stopCommand() {
        return account.command(List.of(
                binaries.program("pg_ctl"), "-D", files.data().toString(), "-m", "fast", "-w", "-t", "30", "stop"));
    }

    private String tryStart() {
        try {
            removeStalePidFile();
            long logged = files.prepareLog(account);
            OsCommand.Result result = new OsCommand(startCommand(freePort()), files.home(), START_TIMEOUT).run();
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
        OptionalLong pid = pidFileLine(files, 0).map(Postmaster::number).orElse(OptionalLong.empty());
        if (pid.isPresent() && !mayBePostgres(pid.getAsLong())) {
            Files.deleteIfExists(files.pidFile());
        }
    }

    private static boolean mayBePostgres(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty() || isZombie(pid)) {
            return false;
        }
        return process.get()
                .info()
                .command()
                .map(command -> ServerFiles.nameOf(Path.of(command)).startsWith("postgres"))
                .orElse(true);
    }

    /** Only Linux tells; elsewhere init collects the dead. */
    private static boolean isZombie(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
        } catch (IOException noSuchFile) {
            return false;
        }
    }

    private static boolean answers(ConnectionDetails details) {
        try (Connection connection = details.open(details.maintenanceDatabase())) {
            return connection.isValid(2);
        } catch (SQLException notRunning) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<String> pidFileLine(ServerFiles files, int index) {
        try (Stream<String> lines = Files.lines(files.pidFile())) {
            return lines.skip(index).findFirst();
        } catch (IOException noSuchFile) {
            return Optional.empty();
        }
    }

    private static OptionalLong number(String line) {
        try {
            return OptionalLong.of(Long.parseLong(line.strip()));
        } catch (NumberFormatException notNumber) {
            return OptionalLong.empty();
        }
    }
}
