package dev.codebasemcp.database;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.threads.NamedThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the space of replaced rows reusable right after the work that replaced them. The server's own vacuum starts a
 * minute or more later; until then, a busy database grows by everything it replaces.
 *
 * <p>Works in the background on one database at a time, with pauses that leave the disk to searches. Thread-safe.
 */
final class SpaceReclaim implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceReclaim.class);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);
    /** Limits the wait at exit; the server itself vacuums a large index that takes longer. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private static final String OWN_TABLES = """
            SELECT c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname = current_schema() AND pg_get_userbyid(c.relowner) = current_user
            """;

    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor thread;

    SpaceReclaim() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("reclaim-space"),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    /** Queues a database, unless it is queued already. Returns at once. */
    void in(Database database) {
        if (waiting.add(database.name())) {
            thread.execute(() -> {
                waiting.remove(database.name());
                attempt(database);
            });
        }
    }

    /** Waits briefly for the current work; the server does the rest later. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Database database) {
        try {
            database.outsideTransaction(connection -> {
                vacuum(connection);
                return true;
            });
        } catch (CodebaseException failure) {
            LOG.info("The space in {} is reclaimed later: {}", database, failure.getMessage());
        } catch (RuntimeException failure) {
            // At process exit, connections break in arbitrary ways.
            LOG.debug("The space in {} is reclaimed later", database, failure);
        }
    }

    private static void vacuum(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OWN_TABLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        ServerCatalog.execute(connection, "SET vacuum_cost_delay = '1ms'");
        try {
            // A process that holds the table, such as autovacuum, does the same work.
            for (String table : tables) {
                ServerCatalog.execute(connection, "VACUUM (SKIP_LOCKED) " + Identifiers.quote(table));
            }
        } finally {
            ServerCatalog.execute(connection, "RESET vacuum_cost_delay");
        }
    }
}
