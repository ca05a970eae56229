package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.ProjectState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts of the registry.
 *
 * @param projects by state
 * @param jobs by status, over all time
 * @param databaseBytes total size on disk of all projects, when they were last counted
 */
public record RegistryStats(Map<ProjectState, Long> projects, Map<JobStatus, Long> jobs, long databaseBytes) {
    private static final String PROJECTS = """
            SELECT CASE WHEN d.oid IS NULL THEN 'missing' ELSE p.state END, count(*)
            FROM projects p LEFT JOIN pg_database d ON d.datname = p.database_name
            GROUP BY 1
            """;
    private static final String JOBS = "SELECT status, count(*) FROM jobs GROUP BY 1";
    private static final String BYTES = """
            SELECT coalesce(sum(f.size_bytes), 0)::bigint
            FROM project_figures f JOIN pg_database d ON d.datname = f.database_name AND d.oid = f.database_oid
            """;

    public RegistryStats {
        projects = Map.copyOf(projects);
        jobs = Map.copyOf(jobs);
    }

    /** Queries the current counts. */
    public static RegistryStats read(Database registry) {
        return registry.read(connection -> new RegistryStats(
                counts(connection, PROJECTS, ProjectState::ofLabel),
                counts(connection, JOBS, JobStatus::ofLabel),
                bytes(connection)));
    }

    private static <T> Map<T, Long> counts(Connection connection, String sql, Function<String, T> key)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            Map<T, Long> counts = new LinkedHashMap<>();
            while (rows.next()) {
                counts.merge(key.apply(rows.getString(1)), rows.getLong(2), Long::sum);
            }
            return counts;
        }
    }

    private static long bytes(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BYTES);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
