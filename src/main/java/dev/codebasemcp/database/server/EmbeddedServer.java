package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL from this program's own binaries, shared by all processes of a user. The first process starts it; a
 * {@link Watchdog} stops it after the last one exits or is killed.
 *
 * <p>A process holds {@code server.lock} briefly while it starts the server. Each process that uses the server holds
 * {@code clients.lock} shared, and a {@link ServerLease}. One instance per process and home directory.
 */
public final class EmbeddedServer implements DatabaseServer {
    /** Long enough for a restarting editor to find the server still running. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    /** Allows for the longest start: unpacking on a slow disk, then creating the data directory. */
    private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(3);

    /** Used on Windows, which has no watchdog. */
    private static final Duration LEAVE_TIMEOUT = Duration.ofMillis(300);

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
     * Connects to the server of {@code home}, and starts it if needed; the first start takes seconds.
     *
     * @param grace how long the server keeps running after its last user leaves
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

    /** Does not wait, not even for a start in progress: that server stops as if it had been used. */
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
                    "The embedded PostgreSQL in {} keeps running until this process ends: {}",
                    files.home(),
                    failure.toString());
        }
    }

    private void enter() {
        serverLock.lockExclusively(LOCK_TIMEOUT);
        try {
            if (!platform.isWindows()) {
                lease = Optional.of(ServerLease.take(files));
            }
            clientsLock.lockShared(LOCK_TIMEOUT);
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
        serverLock.lockExclusively(LOCK_TIMEOUT);
        try {
            findOrStart();
        } finally {
            serverLock.unlock();
        }
    }

    private void findOrStart() {
        if (closed) {
            throw new UnavailableException("This process no longer uses the database server in " + files.home() + ".");
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

    /** Whether no other process uses the server. None can join while the server's lock is held. */
    private boolean isAlone() {
        clientsLock.unlock();
        boolean alone = clientsLock.tryLockExclusively(Duration.ZERO);
        if (alone) {
            clientsLock.unlock();
        }
        clientsLock.lockShared(LOCK_TIMEOUT);
        return alone;
    }

    private Watchdog watchdog() {
        return new Watchdog(files, grace);
    }

    private void stopIfUnused() {
        try {
            clientsLock.unlock();
            // Another holder of this lock either leaves at this moment too, or is about to use the server.
            if (serverLock.tryLockExclusively(LEAVE_TIMEOUT) && clientsLock.tryLockExclusively(Duration.ZERO)) {
                Postmaster postmaster = new Postmaster(
                        files, ServerBinaries.unpack(files, platform), ServerAccount.of(files, platform));
                new OsCommand(postmaster.stopCommand(), files.home(), grace).detach();
            }
        } catch (IOException | RuntimeException failure) {
            LOG.warn("The embedded PostgreSQL in {} may keep running: {}", files.home(), failure.toString());
        }
    }
}
