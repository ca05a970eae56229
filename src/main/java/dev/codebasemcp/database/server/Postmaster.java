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

/** Starts and stops PostgreSQL's main process. The caller holds the server's lock. */
final class Postmaster {
    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    /** Allows for recovery after a crash. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    /** How long to retry a start, as a killed server's processes, memory and port may linger. */
    private static final Duration START_RETRY_TIME = Duration.ofSeconds(30);
    /** A server writes its pid file within milliseconds. */
    private static final Duration PID_FILE_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    /** Longer than {@code pg_ctl} waits. */
    private static final Duration STOP_COMMAND_TIMEOUT = Duration.ofSeconds(40);

    private static final Set<String> BUSY = Set.of("starting", "stopping", "standby", "ready");
    private static final String UNLISTED_SERVER = "pre-existing shared memory block";
    private static final List<String> TRANSIENT_ERRORS = List.of(
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
        Deadline deadline = Deadline.in(START_RETRY_TIME);
        while (true) {
            String output = tryStart();
            Optional<LivingPostmaster> server = LivingPostmaster.on(files.data());
            if (server.isPresent()) {
                return server.get();
            }
            if (deadline.isOver() || TRANSIENT_ERRORS.stream().noneMatch(output::contains)) {
                throw new StartFailure(output);
            }
            if (output.contains(UNLISTED_SERVER)) {
                stopUnlisted();
            }
            deadline.pause();
            clearPidFile();
        }
    }

    /**
     * Removes a pid file that names no running server of the data, and waits for a server that is starting or stopping.
     * PostgreSQL refuses to start if it cannot read the file, or while any process has the file's pid. After a restart of the
     * machine or container, that may be another program or an unreaped zombie.
     */
    void clearPidFile() throws IOException {
        Deadline deadline = Deadline.in(START_TIMEOUT);
        Deadline damaged = Deadline.in(PID_FILE_TIMEOUT);
        Optional<ProcessHandle> named = LivingPostmaster.named(files.data());
        while (named.isPresent() && LivingPostmaster.on(files.data()).isEmpty()) {
            boolean busy = PidFile.of(files.data())
                    .filter(file -> BUSY.contains(file.status()) && file.port() > 0)
                    .isPresent();
            if (!busy && damaged.isOver()) {
                stop(named.get().pid());
            } else if (deadline.isOver()) {
                throw new UnavailableException("The embedded PostgreSQL in " + files.home() + " has been starting or"
                        + " stopping for " + START_TIMEOUT.toSeconds() + " s; see its log " + files.log()
                        + ". Try again in a minute.");
            }
            deadline.pause();
            named = LivingPostmaster.named(files.data());
        }
        if (named.isEmpty() && Files.exists(files.pidFile())) {
            stopUnlisted();
            LOG.info("Removed {}, which named no running server", files.pidFile());
            if (Files.isDirectory(files.pidFile())) {
                ServerBinaries.deleteTree(files.pidFile());
            }
            Files.deleteIfExists(files.pidFile());
        }
    }

    /** Stops a server and closes its connections; data is safe. */
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

    /** The command that stops the server on Windows and closes its connections; data is safe. */
    List<String> stopCommand() {
        return account.command(List.of(
                binaries.program("pg_ctl"), "-D", files.data().toString(), "-m", "fast", "-w", "-t", "30", "stop"));
    }

    /**
     * Stops a server whose pid file was deleted or damaged. Such a server would stop by itself within a minute, but no process
     * can connect until then, as its port is not certain.
     */
    private void stopUnlisted() {
        Deadline deadline = Deadline.in(PID_FILE_TIMEOUT);
        Optional<ProcessHandle> server = LivingPostmaster.workingIn(files.data());
        while (server.isPresent() && LivingPostmaster.named(files.data()).isEmpty()) {
            if (deadline.isOver()) {
                stop(server.get().pid());
            }
            deadline.pause();
            server = LivingPostmaster.workingIn(files.data());
        }
    }

    /** Starts the server; returns its output if it has ended. */
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
                        + START_TIMEOUT.toSeconds() + " s and continues; after a crash it must recover."
                        + " Try again in a minute, or see its log " + files.log() + ".");
            }
            deadline.pause();
        }
        String output = files.logSince(logged);
        return server.isAlive() || !output.isBlank()
                ? output
                : binaries.program("postgres") + " ended with " + server.exitValue() + " without any output.";
    }

    /** pg_ctl drops administrator rights, which PostgreSQL refuses to run with. */
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
