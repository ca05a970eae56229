package dev.codebasemcp.database;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Runs work on one database, mostly in a transaction. Retries it after failures that the work did not cause. */
final class Transactions {
    private static final int MAX_CONFLICTS = 5;
    private static final int BACKOFF_MILLIS = 10;
    private static final int ALIVE_SECONDS = 2;

    private final Pools pools;
    private final String database;
    private final Optional<Runnable> recreate;

    /**
     * Transactions on {@code database}.
     *
     * @param recreate creates the database if it is missing or incomplete, before one more attempt
     */
    Transactions(Pools pools, String database, Optional<Runnable> recreate) {
        this.pools = pools;
        this.database = database;
        this.recreate = recreate;
    }

    <T> T run(Mode mode, SqlWork<T> work) {
        try {
            return runWithRetries(mode, work);
        } catch (SQLException failure) {
            if (recreate.isEmpty() || !SqlFailures.isMissing(failure)) {
                throw SqlFailures.translate(database, failure);
            }
            recreate.get().run();
        }
        try {
            return runWithRetries(mode, work);
        } catch (SQLException failure) {
            throw SqlFailures.translate(database, failure);
        }
    }

    private <T> T runWithRetries(Mode mode, SqlWork<T> work) throws SQLException {
        boolean renewed = false;
        int conflicts = 0;
        while (true) {
            try {
                return attempt(mode, work);
            } catch (StaleConnectionException failure) {
                if (renewed) {
                    throw failure.reason;
                }
                renewed = true;
                pools.renew(database);
            } catch (SQLException failure) {
                conflicts++;
                if (!SqlFailures.isConflict(failure) || conflicts > MAX_CONFLICTS) {
                    throw failure;
                }
                pause(conflicts);
            }
        }
    }

    private <T> T attempt(Mode mode, SqlWork<T> work) throws SQLException, StaleConnectionException {
        try (Pools.Lease lease = pools.lease(database)) {
            Connection connection = lease.connection();
            begin(mode, connection);
            boolean done = false;
            try {
                T result = runWork(mode, connection, work);
                if (mode.isTransaction()) {
                    connection.commit();
                }
                done = true;
                return result;
            } catch (SQLException failure) {
                throw classified(connection, failure);
            } finally {
                if (!done) {
                    rollBack(connection);
                }
            }
        }
    }

    /** The first statement also checks that the connection is alive and leads to a server that takes writes. */
    private static void begin(Mode mode, Connection connection) throws SQLException, StaleConnectionException {
        try {
            // The pool resets it.
            connection.setAutoCommit(!mode.isTransaction());
            if (!mode.firstStatement.isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    boolean answers = statement.execute(mode.firstStatement);
                    if (answers && mode.writes() && isOn(statement)) {
                        throw ReadOnlyServer.refusal(connection);
                    }
                }
            }
        } catch (SQLException failure) {
            if (SqlFailures.isServerGone(failure) || SqlFailures.isReadOnly(failure)) {
                rollBack(connection);
                throw new StaleConnectionException(failure);
            }
            throw classified(connection, failure);
        }
    }

    private static boolean isOn(Statement statement) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            return row.next() && "on".equals(row.getString(1));
        }
    }

    /** Read-only work is safe to repeat, and a refused write has not happened. */
    private <T> T runWork(Mode mode, Connection connection, SqlWork<T> work)
            throws SQLException, StaleConnectionException {
        try {
            return unwrapped(connection, work);
        } catch (SQLException failure) {
            if (mode == Mode.READ && SqlFailures.isReadOnly(failure)) {
                throw new SqlBugException(database, failure);
            }
            boolean retry = mode.writes() ? SqlFailures.isReadOnly(failure) : SqlFailures.isServerGone(failure);
            if (retry) {
                throw new StaleConnectionException(failure);
            }
            throw failure;
        }
    }

    /** Code without SQL between the work and this class may wrap its failure in another exception. */
    private static <T> T unwrapped(Connection connection, SqlWork<T> work) throws SQLException {
        try {
            return work.run(connection);
        } catch (CodebaseException | SqlBugException known) {
            throw known;
        } catch (RuntimeException failure) {
            Optional<SQLException> carried = SqlFailures.carriedBy(failure);
            if (carried.isPresent()) {
                throw carried.get();
            }
            throw failure;
        }
    }

    /** A crashing server may send arbitrary errors; on a dead connection, the connection is the failure. */
    private static SQLException classified(Connection connection, SQLException failure) {
        if (!SqlFailures.isBug(failure) || isAlive(connection)) {
            return failure;
        }
        SQLException ended = new SQLException("the connection ended", SqlFailures.CONNECTION_FAILURE);
        ended.addSuppressed(failure);
        return ended;
    }

    private static boolean isAlive(Connection connection) {
        try {
            return connection.isValid(ALIVE_SECONDS);
        } catch (SQLException closed) {
            return false;
        }
    }

    /** The original failure matters more; the pool discards a connection that cannot roll back. */
    static void rollBack(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException ignored) {
            // The server rolls back a transaction whose connection is lost.
        }
    }

    private static void pause(int conflicts) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(BACKOFF_MILLIS << conflicts));
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while retrying a transaction.", failure);
        }
    }

    /** How to start a transaction. */
    enum Mode {
        READ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        WRITE("SELECT current_setting('transaction_read_only')"),
        WRITE_RELAXED("SELECT current_setting('transaction_read_only'), set_config('synchronous_commit', 'off', true)"),
        /** Each statement on its own, as CREATE DATABASE requires. */
        NONE("SELECT 1"),
        /** One SELECT on its own. */
        QUERY("");

        private final String firstStatement;

        Mode(String firstStatement) {
            this.firstStatement = firstStatement;
        }

        private boolean isTransaction() {
            return this != NONE && this != QUERY;
        }

        private boolean writes() {
            return this != READ && this != QUERY;
        }
    }

    /** The connection was dead, or led to a server that takes no writes, before any effect. */
    private static final class StaleConnectionException extends Exception {
        private final SQLException reason;

        StaleConnectionException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
