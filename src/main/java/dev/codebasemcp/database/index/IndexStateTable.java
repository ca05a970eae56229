package dev.codebasemcp.database.index;

import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.RepositorySummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The single row of the table {@code index_state}. */
final class IndexStateTable {
    private static final String STATS = """
            select d.oid, s.generation, pg_database_size(d.oid) as size_bytes, clock_timestamp() as counted_at
            from index_state s cross join pg_database d where d.datname = current_database()""";

    private static final String LANGUAGES = """
            select c.language, count(*) as files
            from files f join contents c on c.id = f.content_id
            group by c.language order by files desc, c.language""";

    private IndexStateTable() {}

    /** Counts the whole index. */
    static IndexStats stats(Connection connection) throws SQLException {
        List<RepositorySummary> repositories = RepositoriesTable.summaries(connection);
        Map<String, Long> languages = languages(connection);
        try (PreparedStatement select = connection.prepareStatement(STATS);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new IndexStats(
                    row.getLong("oid"),
                    row.getLong("generation"),
                    row.getLong("size_bytes"),
                    row.getObject("counted_at", OffsetDateTime.class).toInstant(),
                    repositories,
                    languages);
        }
    }

    private static Map<String, Long> languages(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LANGUAGES);
                ResultSet rows = select.executeQuery()) {
            Map<String, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        }
    }

    static long generation(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select generation from index_state");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Raises the generation and takes {@code count} consecutive ids.
     *
     * <p>Both skip a random number, up to 2^32. A server crash may undo the last writes, or the database may be
     * recreated. Data that readers cached from lost writes must not match later writes.
     */
    static long reserveIds(Connection connection, long count) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update index_state set
                    generation = generation + 1 + (random() * 4294967295)::bigint,
                    next_id = next_id + (random() * 4294967295)::bigint + ?
                returning next_id - ?""")) {
            update.setLong(1, count);
            update.setLong(2, count);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether files are known to refer to all contents. */
    static boolean isSwept(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select swept from index_state");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Stores whether files are known to refer to all contents. */
    static void markSwept(Connection connection, boolean swept) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update index_state set swept = ? where swept <> ?")) {
            update.setBoolean(1, swept);
            update.setBoolean(2, swept);
            update.executeUpdate();
        }
    }
}
