package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
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
 * The registry's jobs, as those see them who ask for them. What workers do with them is in {@link JobOwnership}. Safe for
 * any number of threads; remembers nothing.
 */
public final class JobsTable {
    private final Supplier<Database> registry;
    private final Clock clock;

    /** Uses the database that {@code registry} gives at each use, so that nothing waits for the server before. */
    public JobsTable(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** What workers do with the same rows. */
    public JobOwnership ownership() {
        return new JobOwnership(registry, clock);
    }

    /**
     * Adds a pending job, unless the project has an unfinished one for that repository.
     *
     * @return the pending or the unfinished job; empty if the project is not registered as ready with that database
     */
    public Optional<JobRow> insertOrFindUnfinished(JobRow.Work work) {
        return registry.get().write(connection -> {
            if (!isReady(connection, work)) {
                return Optional.empty();
            }
            Optional<JobRow> row = Optional.empty();
            // The unfinished job that stands in the way may end before it is read: then there is room for ours.
            while (row.isEmpty()) {
                insert(connection, JobId.random(), work, 0, Rows.timestamp(clock.instant()));
                row = unfinished(connection, work);
            }
            return row;
        });
    }

    /** The job with that identity. */
    public Optional<JobRow> byId(JobId id) {
        return registry.get().query(connection -> byId(connection, id));
    }

    /** Jobs of a project, in a status or in any, newest first. */
    public List<JobRow> list(ProjectId project, Optional<String> status, int limit) {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND (?::text IS NULL OR status = ?)
                ORDER BY created_at DESC, id LIMIT ?
                """;
        @Nullable String wanted = status.orElse(null);
        return registry.get()
                .query(connection -> JobRows.select(connection, sql, project.value(), wanted, wanted, limit));
    }

    /** The jobs of a project on one machine that run or wait, newest first. */
    public List<JobRow> unfinished(ProjectId project, MachineId machine) {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND machine_id = ? AND status IN ('pending', 'running') ORDER BY created_at DESC, id
                """;
        return registry.get().query(connection -> JobRows.select(connection, sql, project.value(), machine.value()));
    }

    /** Ends a job that waits, and asks the owner of a running one to end it; does nothing to others. */
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

    /** Those of {@code ids} whose cancellation was asked for. */
    public Set<JobId> cancelRequested(Collection<JobId> ids) {
        String sql = JobRows.SELECT + "WHERE id = ANY (?) AND cancel_requested";
        UUID[] wanted = ids.stream().map(JobId::value).toArray(UUID[]::new);
        List<JobId> found = new ArrayList<>();
        registry.get()
                .query(connection -> JobRows.select(connection, sql, (Object) wanted))
                .forEach(row -> found.add(row.id()));
        return Set.copyOf(found);
    }

    static boolean insert(Connection connection, JobId id, JobRow.Work work, int deaths, OffsetDateTime now)
            throws SQLException {
        String sql = """
                INSERT INTO jobs (id, project_id, database_name, directory, machine_id, force, status, message, phase, created_at, deaths)
                VALUES (?, ?, ?, ?, ?, ?, 'pending', 'waiting for a worker', 'waiting', ?, ?)
                ON CONFLICT DO NOTHING
                """;
        return Rows.update(
                        connection,
                        sql,
                        id.value(),
                        work.project().value(),
                        work.database().value(),
                        work.repository(),
                        work.machine().map(MachineId::value).orElse(null),
                        work.force(),
                        now,
                        deaths)
                == 1;
    }

    static Optional<JobRow> unfinished(Connection connection, JobRow.Work work) throws SQLException {
        String sql = JobRows.SELECT + """
                WHERE project_id = ? AND machine_id IS NOT DISTINCT FROM ? AND md5(directory) = md5(?) AND directory = ?
                      AND status IN ('pending', 'running')
                """;
        return JobRows.select(
                        connection,
                        sql,
                        work.project().value(),
                        work.machine().map(MachineId::value).orElse(null),
                        work.repository(),
                        work.repository())
                .stream()
                .findFirst();
    }

    static Optional<JobRow> byId(Connection connection, JobId id) throws SQLException {
        return JobRows.select(connection, JobRows.SELECT + "WHERE id = ?", id.value()).stream()
                .findFirst();
    }

    private static boolean isReady(Connection connection, JobRow.Work work) throws SQLException {
        String sql = "SELECT 1 FROM projects WHERE id = ? AND database_name = ? AND state = 'ready'";
        try (PreparedStatement statement = Rows.prepare(
                        connection, sql, work.project().value(), work.database().value());
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
