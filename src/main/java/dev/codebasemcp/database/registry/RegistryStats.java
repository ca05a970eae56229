package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much is registered.
 *
 * @param projects by state: {@code ready}, {@code creating}, or {@code missing} if the database is gone
 * @param jobs by status, those of all time
 * @param databaseBytes on disk, of all projects together, when they were counted last
 */
public record RegistryStats(Map<String, Long> projects, Map<String, Long> jobs, long databaseBytes) {
    private static final String PROJECTS = """
            SELECT CASE WHEN d.oid IS NULL THEN 'missing' ELSE p.state END, count(*)
            FROM projects p LEFT JOIN pg_database d ON d.datname = p.database_name
            GROUP BY 1
            """;
    private static final String JOBS = "SELECT status, count(*) FROM jobs GROUP BY 1";
    private static final String BYTES = """
            SELECT 'bytes', coalesce(sum(f.size_bytes), 0)::bigint
            FROM project_figures f JOIN pg_database d ON d.datname = f.database_name AND d.oid = f.database_oid
            """;

    public RegistryStats {
        projects = Map.copyOf(projects);
        jobs = Map.copyOf(jobs);
    }

    /** The figures of this moment. */
    public static RegistryStats read(Database registry) {
        return registry.read(connection -> new RegistryStats(
                counts(connection, PROJECTS),
                counts(connection, JOBS),
                counts(connection, BYTES).getOrDefault("bytes", 0L)));
    }

    private static SortedMap<String, Long> counts(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            SortedMap<String, Long> counts = new TreeMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        }
    }
}
