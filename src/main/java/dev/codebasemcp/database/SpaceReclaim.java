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
 * Makes the space of replaced rows usable again right after the work that replaced them. The server does so by itself, but a
 * minute later and more, and a database that is changed meanwhile grows by all that it replaces.
 *
 * <p>In the background, one database after the other, with pauses that leave the disk to searches. Safe for threads.
 */
final class SpaceReclaim implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceReclaim.class);
    private static final Duration IDLE_THREAD = Duration.ofSeconds(5);
    /** A command ends after its job; a large index takes longer, and is left to the server then. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

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

    /** Has the space of a database reclaimed, unless that waits already. Returns at once. */
    void in(Database database) {
        if (waiting.add(database.name())) {
            thread.execute(() -> {
                waiting.remove(database.name());
                attempt(database);
            });
        }
    }

    /** Waits a moment for what goes on; what is not done by then, the server does later. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
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
            // What the end of the process cuts off, fails in any way.
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
            // Whoever is at a table already, such as the server itself, does the same.
            for (String table : tables) {
                ServerCatalog.execute(connection, "VACUUM (SKIP_LOCKED) " + Identifiers.quote(table));
            }
        } finally {
            ServerCatalog.execute(connection, "RESET vacuum_cost_delay");
        }
    }
}
