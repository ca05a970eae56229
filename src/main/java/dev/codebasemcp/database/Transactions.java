package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Runs work on one database, mostly in a transaction, and again where the failure was none of the work's. */
final class Transactions {
    private static final int MAX_CONFLICTS = 5;
    private static final int BACKOFF_MILLIS = 10;

    private final Pools pools;
    private final String database;
    private final Optional<Runnable> mend;

    /**
     * Transactions on {@code database}.
     *
     * @param mend makes the database if it turns out not to be there, or to be in the making, before one more try
     */
    Transactions(Pools pools, String database, Optional<Runnable> mend) {
        this.pools = pools;
        this.database = database;
        this.mend = mend;
    }

    <T> T run(Mode mode, SqlWork<T> work) {
        try {
            return again(mode, work);
        } catch (SQLException failure) {
            if (mend.isEmpty() || !SqlFailures.isMissing(failure)) {
                throw SqlFailures.translate(database, failure);
            }
            mend.get().run();
        }
        try {
            return again(mode, work);
        } catch (SQLException failure) {
            throw SqlFailures.translate(database, failure);
        }
    }

    private <T> T again(Mode mode, SqlWork<T> work) throws SQLException {
        boolean renewed = false;
        int conflicts = 0;
        while (true) {
            try {
                return once(mode, work);
            } catch (DeadConnectionException failure) {
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

    private <T> T once(Mode mode, SqlWork<T> work) throws SQLException, DeadConnectionException {
        try (Pools.Lease lease = pools.lease(database)) {
            Connection connection = lease.connection();
            if (mode == Mode.QUERY) {
                return query(connection, work);
            }
            begin(mode, connection);
            boolean done = false;
            try {
                T result = work.run(connection);
                if (mode != Mode.NONE) {
                    connection.commit();
                }
                done = true;
                return result;
            } finally {
                if (!done && mode != Mode.NONE) {
                    rollBack(connection);
                }
            }
        }
    }

    /** Asked twice, a query does no harm: where the connection turns out to be dead, nothing has happened. */
    private static <T> T query(Connection connection, SqlWork<T> query) throws SQLException, DeadConnectionException {
        try {
            connection.setAutoCommit(true);
            return query.run(connection);
        } catch (SQLException failure) {
            throw dead(failure);
        }
    }

    /** This first statement also shows whether the connection is alive. */
    private static void begin(Mode mode, Connection connection) throws SQLException, DeadConnectionException {
        try (Statement statement = connection.createStatement()) {
            // The pool sets it back.
            connection.setAutoCommit(mode == Mode.NONE);
            statement.execute(mode.firstStatement);
        } catch (SQLException failure) {
            throw dead(failure);
        }
    }

    /** What to throw for {@code failure}; throws itself if that shows a dead connection. */
    private static SQLException dead(SQLException failure) throws DeadConnectionException {
        if (SqlFailures.isServerGone(failure)) {
            throw new DeadConnectionException(failure);
        }
        return failure;
    }

    /** The failure that led here matters; a connection that cannot even roll back is thrown away by the pool. */
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // The server rolls back a transaction whose connection is lost.
        }
    }

    private static void pause(int conflicts) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(BACKOFF_MILLIS << conflicts));
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted between two tries of a transaction.", failure);
        }
    }

    /** How a transaction begins. */
    enum Mode {
        READ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        WRITE("SET TRANSACTION READ WRITE"),
        WRITE_RELAXED("SET LOCAL synchronous_commit = off"),
        /** Each statement by itself, as CREATE DATABASE needs it. */
        NONE("SELECT 1"),
        /** One SELECT by itself. */
        QUERY("");

        private final String firstStatement;

        Mode(String firstStatement) {
            this.firstStatement = firstStatement;
        }
    }

    /** The pooled connection was dead before the transaction began, so nothing has happened. */
    private static final class DeadConnectionException extends Exception {
        private final SQLException reason;

        DeadConnectionException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
