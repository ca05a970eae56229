package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.ProjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes a project out of use, so that no new work starts on it. Thread-safe. */
public final class ProjectRetirement {
    private final Supplier<Database> registry;
    private final Clock clock;

    /** Gets the database from {@code registry} at each use. */
    public ProjectRetirement(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Marks a project as not ready and cancels its pending jobs and those of dead processes.
     *
     * @param message the message of the cancelled jobs
     * @return the job that a living process runs for the project; if present, nothing was changed
     */
    public Optional<JobId> retire(ProjectId project, String message) {
        return registry.get().write(connection -> {
            Optional<JobId> running = running(connection, project);
            if (running.isEmpty()) {
                Rows.update(connection, """
                        UPDATE jobs SET status = 'cancelled', owner = NULL, message = ?, completed_at = ?
                        WHERE project_id = ? AND status IN ('pending', 'running')
                        """, message, Rows.timestamp(clock.instant()), project.value());
                Rows.update(
                        connection,
                        "UPDATE projects SET state = 'creating', updated_at = ? WHERE id = ?",
                        Rows.timestamp(clock.instant()),
                        project.value());
            }
            return running;
        });
    }

    /** Locks the unfinished jobs, so that no worker claims one, and returns one whose owner is alive. */
    private static Optional<JobId> running(Connection connection, ProjectId project) throws SQLException {
        for (Unfinished job : unfinished(connection, project)) {
            if (job.owner().isPresent()
                    && !JobOwnership.isDead(connection, job.owner().get())) {
                return Optional.of(job.id());
            }
        }
        return Optional.empty();
    }

    /** A pending or running job. */
    private record Unfinished(JobId id, Optional<UUID> owner) {}

    private static List<Unfinished> unfinished(Connection connection, ProjectId project) throws SQLException {
        String sql = """
                SELECT id, owner FROM jobs WHERE project_id = ? AND status IN ('pending', 'running')
                ORDER BY id FOR UPDATE
                """;
        try (PreparedStatement statement = Rows.prepare(connection, sql, project.value());
                ResultSet rows = statement.executeQuery()) {
            List<Unfinished> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Unfinished(
                        new JobId(rows.getObject("id", UUID.class)),
                        Optional.ofNullable(rows.getObject("owner", UUID.class))));
            }
            return found;
        }
    }
}
