package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.paths.PathText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry's jobs from the callers' view; {@link JobOwnership} has the workers' operations. Thread-safe and
 * stateless.
 */
public final class JobsTable {
    private final Supplier<Database> registry;
    private final Clock clock;

    /** Gets the database from {@code registry} at each use, so that nothing waits for the server earlier. */
    public JobsTable(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Returns the workers' operations on the same rows. */
    public JobOwnership ownership() {
        return new JobOwnership(registry, clock);
    }

    /**
     * Adds {@code job} as pending, unless the project has an unfinished job for that repository.
     *
     * @return the pending or unfinished job; empty if the project is not registered as ready with that database
     */
    public Optional<JobReport> insertOrFindUnfinished(Job job) {
        return registry.get().write(connection -> {
            if (!isReady(connection, job)) {
                return Optional.empty();
            }
            Optional<JobReport> row = Optional.empty();
            // The conflicting unfinished job may end before we read it; then ours can be inserted.
            while (row.isEmpty()) {
                insert(connection, job, 0, Rows.timestamp(clock.instant()));
                row = unfinished(connection, job);
            }
            return row;
        });
    }

    /** Returns the job with that id. */
    public Optional<JobReport> byId(JobId id) {
        return registry.get().query(connection -> byId(connection, id));
    }

    /** Returns the jobs of a project, newest first; optionally only those with a status. */
    public List<JobReport> list(ProjectId project, Optional<JobStatus> status, int limit) {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND (?::text IS NULL OR status = ?)
                ORDER BY created_at DESC, id LIMIT ?
                """;
        @Nullable String wanted = status.map(JobStatus::label).orElse(null);
        return registry.get()
                .query(connection -> JobRows.select(connection, sql, project.value(), wanted, wanted, limit));
    }

    /** Returns the pending and running jobs of a project on one machine, newest first. */
    public List<JobReport> unfinished(ProjectId project, MachineId machine) {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND machine_id = ? AND status IN ('pending', 'running') ORDER BY created_at DESC, id
                """;
        return registry.get().query(connection -> JobRows.select(connection, sql, project.value(), machine.value()));
    }

    /** Returns all unfinished jobs, and of each project the one that ended last; newest first. */
    public List<JobReport> currentOfAll() {
        String sql = JobRows.SELECT + """
                WHERE completed_at IS NULL OR id IN (
                    SELECT DISTINCT ON (project_id) id FROM jobs WHERE completed_at IS NOT NULL
                    ORDER BY project_id, completed_at DESC, id)
                ORDER BY created_at DESC, id
                """;
        return registry.get().query(connection -> JobRows.select(connection, sql));
    }

    /** Cancels a pending job and asks the owner of a running one to end it. Ignores other jobs. */
    public void requestCancel(JobId id, String message) {
        String sql = """
                UPDATE jobs SET cancel_requested = true,
                       status = CASE status WHEN 'pending' THEN 'cancelled' ELSE status END,
                       message = CASE status WHEN 'pending' THEN ? ELSE message END,
                       completed_at = CASE status WHEN 'pending' THEN ?::timestamptz END
                WHERE id = ? AND status IN ('pending', 'running')
                """;
        OffsetDateTime now = Rows.timestamp(clock.instant());
        registry.get().write(connection -> Rows.update(connection, sql, message, now, id.value()));
    }

    /** Returns those of {@code ids} whose cancellation was requested. */
    public Set<JobId> cancelRequested(Collection<JobId> ids) {
        String sql = JobRows.SELECT + "WHERE id = ANY (?) AND cancel_requested";
        UUID[] wanted = ids.stream().map(JobId::value).toArray(UUID[]::new);
        List<JobId> found = new ArrayList<>();
        registry.get()
                .query(connection -> JobRows.select(connection, sql, (Object) wanted))
                .forEach(row -> found.add(row.job().id()));
        return Set.copyOf(found);
    }

    static boolean insert(Connection connection, Job job, int deaths, OffsetDateTime now) throws SQLException {
        String sql = """
                INSERT INTO jobs (id, project_id, database_name, directory, machine_id, force, status, message, phase, created_at, deaths)
                VALUES (?, ?, ?, ?, ?, ?, 'pending', 'waiting for a worker', 'waiting', ?, ?)
                ON CONFLICT DO NOTHING
                """;
        return Rows.update(
                        connection,
                        sql,
                        job.id().value(),
                        job.projectId().value(),
                        job.database().value(),
                        PathText.textOf(job.root()),
                        job.machine().map(MachineId::value).orElse(null),
                        job.force(),
                        now,
                        deaths)
                == 1;
    }

    static Optional<JobReport> unfinished(Connection connection, Job job) throws SQLException {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND machine_id IS NOT DISTINCT FROM ? AND md5(directory) = md5(?) AND directory = ?
                      AND status IN ('pending', 'running')
                """;
        return JobRows.select(
                        connection,
                        sql,
                        job.projectId().value(),
                        job.machine().map(MachineId::value).orElse(null),
                        PathText.textOf(job.root()),
                        PathText.textOf(job.root()))
                .stream()
                .findFirst();
    }

    static Optional<JobReport> byId(Connection connection, JobId id) throws SQLException {
        return JobRows.select(connection, JobRows.SELECT + "WHERE id = ?", id.value()).stream()
                .findFirst();
    }

    private static boolean isReady(Connection connection, Job job) throws SQLException {
        String sql = "SELECT 1 FROM projects WHERE id = ? AND database_name = ? AND state = 'ready'";
        try (PreparedStatement statement = Rows.prepare(
                        connection, sql, job.projectId().value(), job.database().value());
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
