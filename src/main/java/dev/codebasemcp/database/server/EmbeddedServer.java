package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on this machine, from this program's own binaries, shared by all of a user's processes: the first one starts
 * it, and when the last one has left or was killed, a {@link Watchdog} stops it.
 *
 * <p>{@code server.lock} is held for moments, by whoever starts the server; {@code clients.lock} is held shared by everyone
 * who uses the server, as is a {@link ServerLease}. One instance per process and home directory.
 */
public final class EmbeddedServer implements DatabaseServer {
    /** Long enough that an editor's restart finds the server running. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    /** The longest start: unpacking on a slow disk, then making the data directory. */
    private static final Duration LOCK_PATIENCE = Duration.ofMinutes(3);

    /** On Windows, where there is no watchdog. */
    private static final Duration LEAVE_PATIENCE = Duration.ofMillis(300);

    private final ServerFiles files;
    private final Duration grace;
    private final Platform platform = Platform.current();
    private final Object monitor = new Object();
    private final FileGuard serverLock;
    private final FileGuard clientsLock;
    private volatile Optional<ServerLease> lease = Optional.empty();
    private volatile Optional<ConnectionDetails> details = Optional.empty();
    private volatile boolean closed;

    private EmbeddedServer(ServerFiles files, Duration grace) throws IOException {
        this.files = files;
        this.grace = grace;
        this.serverLock = FileGuard.open(files.serverLock());
        this.clientsLock = FileGuard.open(files.clientsLock());
    }

    /**
     * Finds the server of {@code home} running or starts it; the first time ever this takes seconds.
     *
     * @param grace how long the server runs on after its last user left
     */
    public static EmbeddedServer start(Path home, Duration grace) {
        ServerFiles files = ServerFiles.in(home);
        EmbeddedServer server;
        try {
            server = new EmbeddedServer(files, grace);
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot write to " + files.home() + ": " + failure + "." + FileAdvice.of(failure), failure);
        }
        try {
            server.enter();
            return server;
        } catch (RuntimeException failure) {
            server.leave();
            throw failure;
        }
    }

    @Override
    public ConnectionDetails connection() {
        return details.orElseThrow(() -> new IllegalStateException("the server was never started"));
    }

    @Override
    public void recover() {
        synchronized (monitor) {
            findOrStartLocked();
        }
    }

    @Override
    public boolean mayBePooled() {
        return false;
    }

    @Override
    public String describe() {
        return "embedded PostgreSQL " + ServerBinaries.VERSION + " in " + files.home() + ", port "
                + connection().port();
    }

    /** Waits for nothing, not even for a start that goes on: what that starts is stopped as if it had been used. */
    @Override
    public void close() {
        closed = true;
        if (platform.isWindows()) {
            stopIfUnused();
        }
        leave();
    }

    private void leave() {
        try {
            if (lease.isPresent()) {
                lease.get().close();
            }
            clientsLock.close();
            serverLock.close();
        } catch (IOException | RuntimeException failure) {
            LOG.warn(
                    "The embedded PostgreSQL in {} goes on until this process ends: {}",
                    files.home(),
                    failure.toString());
        }
    }

    private void enter() {
        serverLock.lockExclusively(LOCK_PATIENCE);
        try {
            if (!platform.isWindows()) {
                lease = Optional.of(ServerLease.take(files));
            }
            clientsLock.lockShared(LOCK_PATIENCE);
            watchdog().revoke();
            findOrStart();
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot use " + files.home() + ": " + failure + "." + FileAdvice.of(failure), failure);
        } finally {
            serverLock.unlock();
        }
    }

    private void findOrStartLocked() {
        serverLock.lockExclusively(LOCK_PATIENCE);
        try {
            findOrStart();
        } finally {
            serverLock.unlock();
        }
    }

    private void findOrStart() {
        if (closed) {
            throw new UnavailableException("This process has left the database server in " + files.home() + ".");
        }
        if (!platform.isWindows()) {
            watchdog().start();
        }
        ServerStart start = new ServerStart(files, platform, this::isAlone);
        Optional<ConnectionDetails> running = start.running();
        if (running.isPresent()) {
            details = running;
        } else {
            details = Optional.of(start.start());
            LOG.info("Started the {}", describe());
        }
    }

    /** Nobody can come while the server's lock is held. */
    private boolean isAlone() {
        clientsLock.unlock();
        boolean alone = clientsLock.tryLockExclusively(Duration.ZERO);
        if (alone) {
            clientsLock.unlock();
        }
        clientsLock.lockShared(LOCK_PATIENCE);
        return alone;
    }

    private Watchdog watchdog() {
        return new Watchdog(files, grace);
    }

    private void stopIfUnused() {
        try {
            clientsLock.unlock();
            // Whoever has this lock leaves at the same moment, or is about to use the server and takes longer.
            if (serverLock.tryLockExclusively(LEAVE_PATIENCE) && clientsLock.tryLockExclusively(Duration.ZERO)) {
                Postmaster postmaster = new Postmaster(
                        files, ServerBinaries.unpack(files, platform), ServerAccount.of(files, platform));
                new OsCommand(postmaster.stopCommand(), files.home(), grace).detach();
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warn("The embedded PostgreSQL in {} may go on running: {}", files.home(), failure.toString());
        }
    }
}
