package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.JobReport;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The jobs of all projects that somebody may want to watch. Thread-safe and stateless. */
public final class RecentJobs {
    private final Supplier<Database> registry;

    /** Gets the database from {@code registry} at each use. */
    public RecentJobs(Supplier<Database> registry) {
        this.registry = registry;
    }

    /**
     * A job.
     *
     * @param project the name of its project; empty if that is no longer registered
     */
    public record Recent(JobReport report, Optional<String> project) {}

    /**
     * Returns the unfinished jobs, newest first, and then those that ended later than {@code ended}.
     *
     * @param limit the largest number of jobs
     */
    public List<Recent> since(Instant ended, int limit) {
        String sql = "SELECT " + JobRows.COLUMNS + """
                , (SELECT p.name FROM projects p WHERE p.id = jobs.project_id) AS project_name
                FROM jobs WHERE status IN ('pending', 'running') OR completed_at > ?
                ORDER BY completed_at IS NOT NULL, created_at DESC, id LIMIT ?
                """;
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, sql, Rows.timestamp(ended), limit);
                    ResultSet rows = statement.executeQuery()) {
                List<Recent> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Recent(JobRows.row(rows), Optional.ofNullable(rows.getString("project_name"))));
                }
                return found;
            }
        });
    }
}
