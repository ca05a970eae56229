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
 * One copy of each template that waits to become the next project's database: a rename takes milliseconds, while the copy
 * takes a tenth of a second and more. Shared by all processes on the server; who comes first takes it.
 *
 * <p>A spare is made by one statement and taken in one transaction, so there is never half of one.
 */
final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);
    private static final String PREFIX = "codebase_mcp_spare_";
    /** A new project is indexed next, and the copy would take processor and disk from that. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** Somebody else took it, is connected to it, or owns it. */
    private static final String[] IN_THE_WAY = {
        SqlFailures.UNDEFINED_DATABASE, SqlFailures.OBJECT_IN_USE, SqlFailures.INSUFFICIENT_PRIVILEGE
    };

    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);

    /** Makes the next spare when the rest is over. */
    @GuardedBy("this") private Optional<Runnable> planned = Optional.empty();
    /** How many were planned so far: the end of an earlier one's rest is not that of a later one. */
    @GuardedBy("this") private int plans;

    private final ThreadPoolExecutor thread;
    private final Executor afterRest;

    Spares() {
        this(thread -> CompletableFuture.delayedExecutor(REST.toMillis(), TimeUnit.MILLISECONDS, thread));
    }

    /** Spares with a special rest; {@code resting} makes what a task is given to that is to run on a thread after it. */
    Spares(UnaryOperator<Executor> resting) {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("spare-database"),
                // When the process ends: the next project copies the template, and then a spare is made.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        afterRest = resting.apply(thread);
    }

    /** The name of the spare copy of {@code template}. */
    static String nameFor(String template) {
        return PREFIX + template.substring(Templates.PREFIX.length());
    }

    /**
     * Makes the spare copy of {@code template} the database {@code name}; false, and nothing changed, if it cannot be taken.
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
            // What a dead connection says to a rollback would hide that it is dead.
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

    /** Has {@code maker} make a spare after the rest, unless one is planned already. Returns at once. */
    synchronized void replace(Runnable maker) {
        if (planned.isEmpty()) {
            planned = Optional.of(maker);
            int plan = ++plans;
            afterRest.execute(() -> makePlanned(plan));
        }
    }

    /** Makes the planned spare, if there is one, without the rest. Returns at once. */
    synchronized void endRest() {
        if (planned.isPresent()) {
            int plan = plans;
            thread.execute(() -> makePlanned(plan));
        }
    }

    /** Has {@code maker} make a spare. Returns at once. */
    void make(Runnable maker) {
        thread.execute(() -> attempt(maker));
    }

    /** Waits for nothing: a copy in the making is the server's, which finishes it though this process ends. */
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
            // What the end of the process interrupts, fails in any way.
            if (Thread.currentThread().isInterrupted()) {
                LOG.debug("No spare database was made", failure);
            } else {
                LOG.error("No spare database was made", failure);
            }
        }
    }
}
