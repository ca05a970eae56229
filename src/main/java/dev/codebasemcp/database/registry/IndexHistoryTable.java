package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.RepositorySummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All SQL on the registry's history of indexes: what each held after its last changes. Thread-safe and stateless. */
public final class IndexHistoryTable {
    /** Entries per project; older ones are removed. */
    private static final int MOST = 500;

    private final Supplier<Database> registry;

    /** Gets the database from {@code registry} at each use. */
    public IndexHistoryTable(Supplier<Database> registry) {
        this.registry = registry;
    }

    /** What an index held after a change. */
    public record Entry(Instant time, long files, long chunks, long sizeBytes) {}

    /**
     * Adds what an index holds after a change, unless the project is gone.
     *
     * @param change a job, or an id of its own; a second count for it replaces the first
     */
    public void add(DatabaseName database, JobId change, IndexStats stats) {
        registry.get().write(connection -> {
            insert(connection, database, change, stats);
            return removeOldest(connection, database);
        });
    }

    private static void insert(Connection connection, DatabaseName database, JobId change, IndexStats stats)
            throws SQLException {
        // The lock prevents a deletion of the project until the end of the transaction.
        String sql = """
                INSERT INTO index_history (database_name, job_id, ended_at, files, chunks, size_bytes)
                SELECT p.database_name, ?, ?, ?, ?, ? FROM projects p WHERE p.database_name = ? FOR KEY SHARE
                ON CONFLICT (database_name, job_id) DO UPDATE
                SET ended_at = EXCLUDED.ended_at, files = EXCLUDED.files, chunks = EXCLUDED.chunks,
                    size_bytes = EXCLUDED.size_bytes
                """;
        Rows.update(
                connection,
                sql,
                change.value(),
                Rows.timestamp(stats.countedAt()),
                stats.repositories().stream()
                        .mapToLong(RepositorySummary::files)
                        .sum(),
                stats.repositories().stream()
                        .mapToLong(RepositorySummary::chunks)
                        .sum(),
                stats.sizeBytes(),
                database.value());
    }

    private static int removeOldest(Connection connection, DatabaseName database) throws SQLException {
        String sql = """
                DELETE FROM index_history WHERE database_name = ? AND ended_at <=
                    (SELECT ended_at FROM index_history WHERE database_name = ? ORDER BY ended_at DESC OFFSET ? LIMIT 1)
                """;
        return Rows.update(connection, sql, database.value(), database.value(), MOST);
    }

    /** Returns the entries of a project, oldest first. */
    public List<Entry> of(DatabaseName database) {
        String sql = "SELECT ended_at, files, chunks, size_bytes FROM index_history WHERE database_name = ?"
                + " ORDER BY ended_at";
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, sql, database.value());
                    ResultSet rows = statement.executeQuery()) {
                List<Entry> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Entry(
                            Rows.instant(rows, "ended_at").orElseThrow(),
                            rows.getLong("files"),
                            rows.getLong("chunks"),
                            rows.getLong("size_bytes")));
                }
                return found;
            }
        });
    }
}
