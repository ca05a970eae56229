package dev.codebasemcp.database;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks between processes. A lock ends with the process that holds it, however that process ends.
 *
 * <p>One connection outside the pools holds all locks of a process. So locks never use up the connections that their
 * holders need. The connection stays open while any lock is held.
 */
public final class AdvisoryLocks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLocks.class);
    private static final String TRY = "SELECT pg_try_advisory_lock(?)";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?)";
    private static final String IS_HELD = """
            SELECT EXISTS (SELECT FROM pg_locks
                           WHERE locktype = 'advisory' AND granted AND objsubid = 1
                             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                             AND (classid::bigint << 32) | objid::bigint = ?)
            """;
    private static final long POLL_MILLIS = 25;
    private static final int ALIVE_SECONDS = 2;

    private final Registry registry;

    @GuardedBy("this") private Optional<Session> session = Optional.empty();

    AdvisoryLocks(Registry registry) {
        this.registry = registry;
    }

    /** Takes the lock until the handle is closed. Returns empty if any process, this one included, holds it now. */
    public synchronized Optional<Held> tryHold(LockKey key) {
        try {
            Session current = usableSession();
            if (current.keys.contains(key) || !query(current.connection, TRY, key)) {
                endIfUnused(current);
                return Optional.empty();
            }
            current.keys.add(key);
            return Optional.of(new SessionLock(current, key));
        } catch (SQLException failure) {
            throw SqlFailures.translate(registry.name(), failure);
        }
    }

    /**
     * Takes the lock, waiting for it.
     *
     * @throws UnavailableException if it is not free within {@code timeout}
     */
    public Held hold(LockKey key, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Optional<Held> held = tryHold(key);
        while (held.isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new UnavailableException("Another process has been at work on the same for " + timeout.toSeconds()
                        + " s; try again in a moment.");
            }
            pause();
            held = tryHold(key);
        }
        return held.get();
    }

    /** Whether anyone, in any process, holds the lock now. */
    public boolean isHeld(LockKey key) {
        return registry.open().query(connection -> query(connection, IS_HELD, key));
    }

    /** How many locks this process holds. */
    public synchronized int count() {
        return session.map(current -> current.keys.size()).orElse(0);
    }

    static void lockSession(Connection connection, LockKey key) throws SQLException {
        call(connection, "SELECT pg_advisory_lock(?)", key);
    }

    /** If this fails, the lock already ended with its connection, and the work done meanwhile is valid. */
    static void unlockSession(Connection connection, LockKey key) {
        try {
            call(connection, UNLOCK, key);
        } catch (SQLException lost) {
            LOG.debug("A lock ended with its connection", lost);
        }
    }

    /** Releases all locks. */
    @Override
    public synchronized void close() {
        session.ifPresent(AdvisoryLocks::end);
        session = Optional.empty();
    }

    /**
     * Returns the session. Opens a new one if the connection is lost or no longer leads to the primary; its locks are
     * lost then.
     */
    @GuardedBy("this") private Session usableSession() throws SQLException {
        if (session.isPresent() && !isUsable(session.get().connection)) {
            close();
        }
        if (session.isPresent()) {
            return session.get();
        }
        Session fresh = new Session(registry.connect());
        session = Optional.of(fresh);
        return fresh;
    }

    private synchronized boolean isAlive(SessionLock lock) {
        return lock.session.keys.contains(lock.key) && isUsable(lock.session.connection);
    }

    /**
     * Whether the connection is alive and leads to a server that takes writes. Other processes do not see locks on a
     * demoted server.
     */
    private static boolean isUsable(Connection connection) {
        try {
            return connection.isValid(ALIVE_SECONDS) && ReadOnlyServer.isWritable(connection);
        } catch (SQLException lost) {
            return false;
        }
    }

    private synchronized void release(SessionLock lock) {
        if (lock.session.keys.remove(lock.key)) {
            try {
                query(lock.session.connection, UNLOCK, lock.key);
            } catch (SQLException lost) {
                // The lock ended with the connection.
                end(lock.session);
            }
            endIfUnused(lock.session);
        }
    }

    @GuardedBy("this") private void endIfUnused(Session current) {
        if (current.keys.isEmpty()) {
            end(current);
            session = session.filter(other -> other != current);
        }
    }

    private static void end(Session session) {
        session.keys.clear();
        try {
            session.connection.close();
        } catch (SQLException ignored) {
            // Closed by the server already.
        }
    }

    private static boolean query(Connection connection, String sql, LockKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key.value());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void call(Connection connection, String sql, LockKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key.value());
            statement.execute();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for a lock.", failure);
        }
    }

    /** A lock that is held until it is closed. */
    public interface Held extends AutoCloseable {
        /** Asks the server. False if the connection is lost, and the lock with it, or if the server takes no writes. */
        boolean isAlive();

        @Override
        void close();
    }

    private final class SessionLock implements Held {
        private final Session session;
        private final LockKey key;

        SessionLock(Session session, LockKey key) {
            this.session = session;
            this.key = key;
        }

        @Override
        public boolean isAlive() {
            return AdvisoryLocks.this.isAlive(this);
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /** The connection and its locks; guarded by the monitor of {@link AdvisoryLocks}. */
    private static final class Session {
        private final Connection connection;
        private final Set<LockKey> keys = new HashSet<>();

        Session(Connection connection) {
            this.connection = connection;
        }
    }
}
