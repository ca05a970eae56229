package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's main process: starts one, stops it. The caller holds the server's lock. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    /** Recovery after a crash may take that long. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    /** A killed server's processes, memory and port may linger. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    /** A server writes its pid file within milliseconds. */
    private static final Duration PID_FILE_PATIENCE = Duration.ofSeconds(2);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    /** Longer than {@code pg_ctl} waits. */
    private static final Duration STOP_COMMAND_TIMEOUT = Duration.ofSeconds(40);

    private static final Set<String> BUSY = Set.of("starting", "stopping", "standby", "ready");
    private static final String UNLISTED_SERVER = "pre-existing shared memory block";
    private static final List<String> PASSING_TROUBLE = List.of(
            "could not bind",
            "Address already in use",
            UNLISTED_SERVER,
            "lock file \"postmaster.pid\"",
            "is already in use");

    private final ServerFiles files;
    private final ServerBinaries binaries;
    private final ServerAccount account;

    Postmaster(ServerFiles files, ServerBinaries binaries, ServerAccount account) {
        this.files = files;
        this.binaries = binaries;
        this.account = account;
    }

    /** Starts the server and waits until it accepts connections. */
    LivingPostmaster start() throws IOException, StartFailure {
        Deadline deadline = Deadline.in(START_PATIENCE);
        while (true) {
            String trouble = tryStart();
            Optional<LivingPostmaster> server = LivingPostmaster.on(files.data());
            if (server.isPresent()) {
                return server.get();
            }
            if (deadline.isOver() || PASSING_TROUBLE.stream().noneMatch(trouble::contains)) {
                throw new StartFailure(trouble);
            }
            if (trouble.contains(UNLISTED_SERVER)) {
                stopUnlisted();
            }
            deadline.pause();
            clearPidFile();
        }
    }

    /**
     * Removes a pid file that names no living server of the data. PostgreSQL refuses to start while the process that its pid
     * file names is alive, whatever that process is by now: after a restart of the machine or container another program, or
     * a zombie that nobody collects; and where it cannot read the file. A server that starts or stops now is waited for.
     */
    void clearPidFile() throws IOException {
        Deadline deadline = Deadline.in(START_TIMEOUT);
        Deadline damaged = Deadline.in(PID_FILE_PATIENCE);
        Optional<ProcessHandle> named = LivingPostmaster.named(files.data());
        while (named.isPresent() && LivingPostmaster.on(files.data()).isEmpty()) {
            boolean told = PidFile.of(files.data())
                    .filter(file -> BUSY.contains(file.status()) && file.port() > 0)
                    .isPresent();
            if (!told && damaged.isOver()) {
                stop(named.get().pid());
            } else if (deadline.isOver()) {
                throw new UnavailableException("The embedded PostgreSQL in " + files.home() + " has been starting or"
                        + " stopping for " + START_TIMEOUT.toSeconds() + " s; what it does is in " + files.log()
                        + ". Try again in a minute.");
            }
            deadline.pause();
            named = LivingPostmaster.named(files.data());
        }
        if (named.isEmpty() && Files.exists(files.pidFile())) {
            stopUnlisted();
            LOG.info("Removed {}, which names no server", files.pidFile());
            if (Files.isDirectory(files.pidFile())) {
                ServerBinaries.deleteTree(files.pidFile());
            }
            Files.deleteIfExists(files.pidFile());
        }
    }

    /** Ends a server's connections and the server; data is safe. */
    void stop(long server) {
        LOG.info("Stopping the embedded PostgreSQL in {}", files.home());
        List<String> command =
                binaries.platform().isWindows() ? stopCommand() : List.of("kill", "-INT", String.valueOf(server));
        new OsCommand(command, files.home(), STOP_COMMAND_TIMEOUT).run();
        Deadline deadline = Deadline.in(STOP_TIMEOUT);
        while (LivingPostmaster.isServer(server, files.data())) {
            if (deadline.isOver()) {
                throw new UnavailableException("The embedded PostgreSQL in " + files.home() + ", process " + server
                        + ", does not stop; end it, then try again. Its log is " + files.log() + ".");
            }
            deadline.pause();
        }
    }

    /** The command that stops the server on Windows, ending its connections; data is safe. */
    List<String> stopCommand() {
        return account.command(List.of(
                binaries.program("pg_ctl"), "-D", files.data().toString(), "-m", "fast", "-w", "-t", "30", "stop"));
    }

    /**
     * A server whose pid file was deleted or damaged would stop by itself within a minute, and nobody can connect to it
     * meanwhile: its port is not known for certain.
     */
    private void stopUnlisted() {
        Deadline deadline = Deadline.in(PID_FILE_PATIENCE);
        Optional<ProcessHandle> server = LivingPostmaster.workingIn(files.data());
        while (server.isPresent() && LivingPostmaster.named(files.data()).isEmpty()) {
            if (deadline.isOver()) {
                stop(server.get().pid());
            }
            deadline.pause();
            server = LivingPostmaster.workingIn(files.data());
        }
    }

    /** What the server said, if it has ended; else it is ready. */
    private String tryStart() throws IOException {
        long logged = files.prepareLog(account);
        if (binaries.platform().isWindows()) {
            OsCommand.Result result = new OsCommand(windowsCommand(), files.home(), START_TIMEOUT).run();
            return result.output().strip() + "\n" + files.logSince(logged);
        }
        List<String> command = account.command(
                List.of(binaries.program("postgres"), "-D", files.data().toString(), "-p", String.valueOf(freePort())));
        Process server = new OsCommand(ServerLease.heldUntilReady(command, files), files.home(), START_TIMEOUT)
                .start(files.log());
        Deadline deadline = Deadline.in(START_TIMEOUT);
        while (server.isAlive() && LivingPostmaster.on(files.data()).isEmpty()) {
            if (deadline.isOver()) {
                throw new UnavailableException("The embedded PostgreSQL in " + files.home() + " is not ready after "
                        + START_TIMEOUT.toSeconds() + " s and goes on; after a crash it has to read its log."
                        + " Try again in a minute; what it does is in " + files.log() + ".");
            }
            deadline.pause();
        }
        String said = files.logSince(logged);
        return server.isAlive() || !said.isBlank()
                ? said
                : binaries.program("postgres") + " ended with " + server.exitValue() + " and said nothing.";
    }

    /** pg_ctl gives up an administrator's rights, with which PostgreSQL does not run. */
    private List<String> windowsCommand() throws IOException {
        return List.of(
                binaries.program("pg_ctl"),
                "-D",
                files.data().toString(),
                "-l",
                files.log().toString(),
                "-o",
                "-p " + freePort(),
                "-w",
                "-t",
                String.valueOf(START_TIMEOUT.toSeconds() - 10),
                "start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
