package dev.codebasemcp.database;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.threads.NamedThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one copy of each template ready as the next project's database. A rename takes milliseconds, a copy at least a
 * tenth of a second. All processes on the server share the copy; the first one takes it.
 *
 * <p>One statement makes a spare and one transaction takes it, so there is never a partial one.
 */
final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);
    private static final String PREFIX = "codebase_mcp_spare_";
    /** Delays the copy, which would take processor and disk from the first indexing of a new project. */
    private static final Duration DELAY = Duration.ofSeconds(1);

    /** Another process took it, is connected to it, or owns it. */
    private static final String[] IN_THE_WAY = {
        SqlFailures.UNDEFINED_DATABASE, SqlFailures.OBJECT_IN_USE, SqlFailures.INSUFFICIENT_PRIVILEGE
    };

    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);

    /** Makes the next spare after the delay. */
    @GuardedBy("this") private Optional<Runnable> planned = Optional.empty();
    /** Counts the plans, so that the delay of an earlier plan does not trigger a later one. */
    @GuardedBy("this") private int plans;

    private final ThreadPoolExecutor thread;
    private final Executor delayed;

    Spares() {
        this(thread -> CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS, thread));
    }

    /** Creates spares with a special delay; {@code delaying} wraps the thread in an executor that delays its tasks. */
    Spares(UnaryOperator<Executor> delaying) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("spare-database"),
                // Discards tasks at process exit: the next project copies the template and makes a spare.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        delayed = delaying.apply(thread);
    }

    /** Returns the name of the spare copy of {@code template}. */
    static String nameFor(String template) {
        return PREFIX + template.substring(Templates.PREFIX.length());
    }

    /**
     * Renames the spare copy of {@code template} to {@code name}. Returns false, without changes, if it cannot be
     * taken.
     */
    static boolean take(Connection connection, String template, String name, String comment) throws SQLException {
        String spare = nameFor(template);
        if (!ServerCatalog.exists(connection, spare)) {
            return false;
        }
        connection.setAutoCommit(false);
        try {
            ServerCatalog.execute(
                    connection, "ALTER DATABASE " + Identifiers.quote(spare) + " RENAME TO " + Identifiers.quote(name));
            ServerCatalog.comment(connection, name, comment);
            connection.commit();
            connection.setAutoCommit(true);
            return true;
        } catch (SQLException failure) {
            // A failing rollback on a dead connection would mask the original failure.
            Transactions.rollBack(connection);
            if (SqlFailures.isServerGone(failure)) {
                throw failure;
            }
            connection.setAutoCommit(true);
            if (SqlFailures.isDuplicateDatabase(failure) || SqlFailures.is(failure, IN_THE_WAY)) {
                LOG.debug("The spare {} cannot be taken: {}", spare, failure.getMessage());
                return false;
            }
            throw failure;
        }
    }

    /** Runs {@code maker} after the delay, unless a spare is planned already. Returns at once. */
    synchronized void replace(Runnable maker) {
        if (planned.isEmpty()) {
            planned = Optional.of(maker);
            int plan = ++plans;
            delayed.execute(() -> makePlanned(plan));
        }
    }

    /** Makes the planned spare, if any, without further delay. Returns at once. */
    synchronized void endDelay() {
        if (planned.isPresent()) {
            int plan = plans;
            thread.execute(() -> makePlanned(plan));
        }
    }

    /** Runs {@code maker} in the background. Returns at once. */
    void make(Runnable maker) {
        thread.execute(() -> attempt(maker));
    }

    /** Does not wait: the server finishes a running copy even if this process ends. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void makePlanned(int plan) {
        takePlanned(plan).ifPresent(Spares::attempt);
    }

    private synchronized Optional<Runnable> takePlanned(int plan) {
        if (plan != plans) {
            return Optional.empty();
        }
        Optional<Runnable> taken = planned;
        planned = Optional.empty();
        return taken;
    }

    private static void attempt(Runnable maker) {
        try {
            maker.run();
        } catch (CodebaseException failure) {
            LOG.info("No spare database was made: {}", failure.getMessage());
        } catch (RuntimeException failure) {
            // At process exit, interrupted work fails in arbitrary ways.
            if (Thread.currentThread().isInterrupted()) {
                LOG.debug("No spare database was made", failure);
            } else {
                LOG.error("No spare database was made", failure);
            }
        }
    }
}
