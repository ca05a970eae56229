package dev.codebasemcp.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts every connection that this process has to the server, in a pool or not, from before it is made until it is
 * closed. Who would make one too many waits, first come first served, and fails when the patience ends.
 */
final class ConnectionBudget {
    private static final Set<String> ENDINGS = Set.of("close", "abort");

    private final int limit;
    private final Duration patience;
    private final Semaphore places;
    private volatile Runnable makeRoom = () -> {};

    ConnectionBudget(int limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
        this.places = new Semaphore(limit, true);
    }

    /** Names what closes connections that nobody uses. It runs whenever somebody has to wait. */
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

    /** How many connections there are now. */
    int open() {
        return limit - places.availablePermits();
    }

    /** Whether anyone waits to make one. */
    boolean isShort() {
        return places.hasQueuedThreads();
    }

    int limit() {
        return limit;
    }

    Duration patience() {
        return patience;
    }

    private void take() throws SQLException {
        if (places.tryAcquire()) {
            return;
        }
        makeRoom.run();
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientConnectionException(
                        "all " + limit + " connections of this process were in use for " + patience.toMillis()
                                + " ms; try again, or raise CODEBASE_MCP_MAX_CONNECTIONS",
                        SqlFailures.TOO_MANY_CONNECTIONS);
            }
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", failure);
        }
    }

    /** {@code connection}, whose first end gives its place back. */
    private Connection counted(Connection connection) {
        AtomicBoolean ended = new AtomicBoolean();
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
