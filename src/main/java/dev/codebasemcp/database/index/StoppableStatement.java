package dev.codebasemcp.database.index;

import dev.codebasemcp.threads.NamedThreads;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a statement that may take minutes, and cancels it on the server when asked to stop. */
final class StoppableStatement {
    private static final Logger LOG = LoggerFactory.getLogger(StoppableStatement.class);
    private static final long POLL_MILLIS = 50;

    private StoppableStatement() {}

    /**
     * Executes {@code sql} within the transaction of its connection.
     *
     * @throws WriteStopped if {@code stop} returned true before the end; the caller must roll back
     */
    static void execute(Statement statement, String sql, BooleanSupplier stop) throws SQLException {
        WriteStopped.throwIf(stop);
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(new NamedThreads("statement-watch"));
        ScheduledFuture<?> watch = thread.scheduleWithFixedDelay(
                () -> cancelIf(statement, stop), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
        try {
            statement.execute(sql);
        } catch (SQLException failure) {
            WriteStopped.throwIf(stop);
            throw failure;
        } finally {
            watch.cancel(false);
            thread.shutdown();
        }
    }

    /** The driver cancels only the current execution, and asks the server once per execution. */
    private static void cancelIf(Statement statement, BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            try {
                statement.cancel();
            } catch (SQLException failure) {
                LOG.warn("A statement could not be cancelled, and goes on to its end", failure);
            }
        }
    }
}
