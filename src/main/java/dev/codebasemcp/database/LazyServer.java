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

/** The server, started by its first use and found again when it was restarted. A start that failed is tried again. */
final class LazyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LazyServer.class);

    private static final long RETRY_MILLIS = 100;
    private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ServerStarter starter;
    private final ConnectionBudget budget;
    private volatile Optional<DatabaseServer> server = Optional.empty();
    /** The thread that starts the server now. */
    private volatile Optional<Thread> starting = Optional.empty();

    private volatile boolean closed;

    LazyServer(ServerStarter starter, ConnectionBudget budget) {
        this.starter = starter;
        this.budget = budget;
    }

    /** The server; waits for its start. */
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

    /** A new connection within the limit; where the server is gone, brings it back first if that is possible. */
    Connection open(String database) throws SQLException {
        return budget.open(() -> patiently(database));
    }

    /** The server has a limit too, and other processes may be at it for a moment; for longer is their users' affair. */
    private Connection patiently(String database) throws SQLException {
        long deadline =
                System.nanoTime() + Math.min(FULL_NANOS, budget.timeout().toNanos());
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
     * Looks whether what listens there can be worked with, by two connections to one database.
     *
     * @throws UnavailableException with the next step, if not
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

    /** For a process that ends now: cuts all connections, breaks off a start, leaves the server. Waits for nothing. */
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
