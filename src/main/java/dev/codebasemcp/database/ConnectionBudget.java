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
 * Counts every connection that this process has to the server, in a pool or not, from before it is made until it is
 * closed. Who would make one too many waits, and fails when the timeout ends.
 */
final class ConnectionBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBudget.class);
    private static final Duration TURN = Duration.ofMillis(100);
    private static final Set<String> ENDINGS = Set.of("close", "abort");

    private final int limit;
    private final Duration timeout;
    private final Semaphore places;
    /** Who waits; the first one looks for a place, so that nobody who came later gets it. */
    private final ReentrantLock line = new ReentrantLock(true);

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Runnable makeRoom = () -> {};

    ConnectionBudget(int limit, Duration timeout) {
        this.limit = limit;
        this.timeout = timeout;
        this.places = new Semaphore(limit);
    }

    /** Names what closes connections that nobody uses. It runs again and again while somebody has to wait. */
    void onShortage(Runnable closesIdle) {
        makeRoom = closesIdle;
    }

    /** Makes a connection within the limit. */
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

    /** Cuts every connection, whoever uses it, so that no thread waits for the server any more. Waits for nothing itself. */
    void abortAll() {
        for (Connection connection : connections) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException gone) {
                LOG.debug("A connection was gone before it was cut", gone);
            }
        }
    }

    /** How many connections there are now. */
    int open() {
        return limit - places.availablePermits();
    }

    /** Whether anyone waits to make one. */
    boolean isShort() {
        return line.isLocked();
    }

    Duration timeout() {
        return timeout;
    }

    private void take() throws SQLException {
        if (!line.isLocked() && places.tryAcquire()) {
            return;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (line.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    if (takeFirst(deadline)) {
                        return;
                    }
                } finally {
                    line.unlock();
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

    /** Waits in short turns: a connection may also become idle while everybody waits, and then nobody's return tells. */
    private boolean takeFirst(long deadline) throws InterruptedException {
        boolean taken = places.tryAcquire();
        while (!taken && System.nanoTime() - deadline < 0) {
            makeRoom.run();
            taken = places.tryAcquire(TURN.toNanos(), TimeUnit.NANOSECONDS);
        }
        return taken;
    }

    /** {@code connection}, whose first end gives its place back. */
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
