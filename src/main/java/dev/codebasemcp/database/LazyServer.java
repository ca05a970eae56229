package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.DatabaseServer;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.threads.NamedThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server. Starts at its first use, recovers after a restart, and retries a failed start. */
final class LazyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LazyServer.class);

    private static final long RETRY_MILLIS = 100;
    private static final long RETRY_TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServerStarter starter;
    private final ConnectionBudget budget;
    private volatile Optional<DatabaseServer> server = Optional.empty();
    /** The thread that is starting the server. */
    private volatile Optional<Thread> starting = Optional.empty();

    private volatile boolean closed;

    LazyServer(ServerStarter starter, ConnectionBudget budget) {
        this.starter = starter;
        this.budget = budget;
    }

    /** Returns the server; waits for its start. */
    synchronized DatabaseServer get() {
        if (closed) {
            throw new UnavailableException("This process is shutting down and uses the database no more.");
        }
        if (server.isPresent()) {
            return server.get();
        }
        starting = Optional.of(Thread.currentThread());
        try {
            server = Optional.of(starter.start());
        } finally {
            starting = Optional.empty();
        }
        return server.orElseThrow();
    }

    void startInBackground() {
        new NamedThreads("database-start").newThread(this::startQuietly).start();
    }

    /** Opens a connection within the limit. If the server is gone, recovers it first where possible. */
    Connection open(String database) throws SQLException {
        return budget.open(() -> connectWithRetry(database));
    }

    /** Retries briefly: other processes may reach the server's own limit for a moment. */
    private Connection connectWithRetry(String database) throws SQLException {
        long deadline = System.nanoTime()
                + Math.min(RETRY_TIMEOUT_NANOS, budget.timeout().toNanos());
        while (true) {
            try {
                return connect(database);
            } catch (SQLException failure) {
                if (!SqlFailures.is(failure, SqlFailures.TOO_MANY_CONNECTIONS) || System.nanoTime() - deadline >= 0) {
                    throw failure;
                }
                pause(failure);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        DatabaseServer current = get();
        try {
            return current.connection().open(database);
        } catch (SQLException failure) {
            if (!SqlFailures.isServerGone(failure)) {
                throw failure;
            }
            current.recover();
            return current.connection().open(database);
        }
    }

    Connection openMaintenance() throws SQLException {
        ConnectionDetails details = get().connection();
        return open(details.maintenanceDatabase());
    }

    /**
     * Checks whether the server is usable, with two connections to one database.
     *
     * @throws UnavailableException with the next step, if it is not
     */
    void check(String database) throws SQLException {
        DatabaseServer current = get();
        if (current.mayBePooled()) {
            try (Connection one = open(database);
                    Connection other = open(database)) {
                PoolerCheck.refuse(current.describe(), one, other);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        server.ifPresent(DatabaseServer::close);
        server = Optional.empty();
    }

    /**
     * For a process that exits now: aborts all connections, interrupts a start and leaves the server. Waits for
     * nothing.
     */
    void abandon() {
        closed = true;
        starting.ifPresent(Thread::interrupt);
        budget.abortAll();
        server.ifPresent(DatabaseServer::close);
    }

    private static void pause(SQLException reason) throws SQLException {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private void startQuietly() {
        try {
            get();
        } catch (CodebaseException failure) {
            if (closed) {
                LOG.debug("The database server's start was broken off", failure);
                return;
            }
            LOG.warn("The database server is not there yet; its first use will try again. {}", failure.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("The database server's start failed unexpectedly", failure);
        }
    }
}
