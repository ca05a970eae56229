package dev.codebasemcp.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts all connections of this process to the server, pooled or not, from before they open until they close. A caller
 * over the limit waits, then times out.
 */
final class ConnectionBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBudget.class);
    private static final Duration TURN = Duration.ofMillis(100);
    private static final Set<String> ENDINGS = Set.of("close", "abort");

    private final int limit;
    private final Duration timeout;
    private final Semaphore places;
    /** The waiting threads; only the first one tries to take a place, so later ones cannot overtake it. */
    private final ReentrantLock queue = new ReentrantLock(true);

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Runnable makeRoom = () -> {};

    ConnectionBudget(int limit, Duration timeout) {
        this.limit = limit;
        this.timeout = timeout;
        this.places = new Semaphore(limit);
    }

    /** Sets the action that closes idle connections. It runs repeatedly while a thread waits. */
    void onShortage(Runnable closesIdle) {
        makeRoom = closesIdle;
    }

    /** Opens a connection within the limit. */
    Connection open(Opener opener) throws SQLException {
        take();
        boolean opened = false;
        try {
            Connection counted = counted(opener.open());
            opened = true;
            return counted;
        } finally {
            if (!opened) {
                places.release();
            }
        }
    }

    /** Aborts every connection, even in use, so that no thread waits for the server. Does not wait itself. */
    void abortAll() {
        for (Connection connection : connections) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                LOG.debug("A connection was gone before it was cut", gone);
            }
        }
    }

    /** Returns the number of connections. */
    int open() {
        return limit - places.availablePermits();
    }

    /** Whether a thread is waiting to open one. */
    boolean isShort() {
        return queue.isLocked();
    }

    Duration timeout() {
        return timeout;
    }

    private void take() throws SQLException {
        if (!queue.isLocked() && places.tryAcquire()) {
            return;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (queue.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    if (takeFirst(deadline)) {
                        return;
                    }
                } finally {
                    queue.unlock();
                }
            }
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", failure);
        }
        throw new SQLTransientConnectionException(
                "all " + limit + " connections of this process were in use for " + timeout.toMillis()
                        + " ms; try again, or raise CODEBASE_MCP_MAX_CONNECTIONS",
                SqlFailures.TOO_MANY_CONNECTIONS);
    }

    /** Waits in short turns: a connection may become idle without a release that would wake this thread. */
    private boolean takeFirst(long deadline) throws InterruptedException {
        boolean taken = places.tryAcquire();
        while (!taken && System.nanoTime() - deadline < 0) {
            makeRoom.run();
            taken = places.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS);
        }
        return taken;
    }

    /** Wraps {@code connection} so that its first close or abort frees its place. */
    private Connection counted(Connection connection) {
        AtomicBoolean ended = new AtomicBoolean();
        connections.add(connection);
        return (Connection) Proxy.newProxyInstance(
                ConnectionBudget.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    } finally {
                        if (ENDINGS.contains(method.getName()) && ended.compareAndSet(false, true)) {
                            connections.remove(connection);
                            places.release();
                        }
                    }
                });
    }

    /** Makes a connection. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }
}
