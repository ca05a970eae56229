package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobState;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.SkipReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Workers' operations on the registry's jobs. A worker is a UUID; it holds the advisory lock of that UUID while its
 * process lives. Each running job has exactly one owner, and only that owner can update it.
 */
public final class JobOwnership {
    /** A job is not resumed after its process died, or it was broken off, more often than this. */
    private static final int MAX_DEATHS = 3;

    private static final String DIED = "its process ended in the middle of it";

    private final Supplier<Database> registry;
    private final Clock clock;

    JobOwnership(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Returns the key of the advisory lock that {@code worker} holds while it lives. */
    public static LockKey lock(UUID worker) {
        return LockKey.of("job-worker", worker);
    }

    /** Whether a job is pending for a worker of that machine. */
    public boolean isWaiting(MachineId machine) {
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(
                            connection,
                            "SELECT 1 FROM jobs WHERE status = 'pending' AND machine_id = ? LIMIT 1",
                            machine.value());
                    ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    /** Removes the jobs that ended longer ago than {@code age}; returns how many. */
    public int prune(Duration age) {
        OffsetDateTime before = Rows.timestamp(clock.instant().minus(age));
        return registry.get()
                .write(connection -> Rows.update(connection, "DELETE FROM jobs WHERE completed_at < ?", before));
    }

    /**
     * Assigns pending jobs without a machine to the machine that has their directories.
     *
     * @param isHere whether a directory exists on {@code machine}
     */
    public void adopt(MachineId machine, Predicate<Path> isHere) {
        String sql = JobRows.SELECT + "WHERE status = 'pending' AND machine_id IS NULL";
        for (JobReport row : registry.get().query(connection -> JobRows.select(connection, sql))) {
            if (isHere.test(row.job().root())) {
                UUID job = row.job().id().value();
                registry.get().write(connection -> adopt(connection, machine, job));
            }
        }
    }

    /** Cancels the job if the machine already has an unfinished job for that directory. */
    private int adopt(Connection connection, MachineId machine, UUID job) throws SQLException {
        String taken = """
                UPDATE jobs j SET machine_id = ? WHERE id = ? AND status = 'pending' AND machine_id IS NULL
                AND NOT EXISTS (SELECT 1 FROM jobs o WHERE o.status IN ('pending', 'running') AND o.machine_id = ?
                                AND o.project_id = j.project_id AND o.directory = j.directory)
                """;
        int adopted = Rows.update(connection, taken, machine.value(), job, machine.value());
        return adopted > 0
                ? adopted
                : Rows.update(
                        connection,
                        "UPDATE jobs SET status = 'cancelled', message = ?, completed_at = ?"
                                + " WHERE id = ? AND status = 'pending' AND machine_id IS NULL",
                        "another job does the same",
                        now(),
                        job);
    }

    /** Marks up to {@code limit} pending jobs of the machine as running, owned by {@code worker}; the oldest first. */
    public List<JobReport> claim(UUID worker, MachineId machine, int limit) {
        String sql = """
                UPDATE jobs SET status = 'running', message = 'started', owner = ?, started_at = ?
                WHERE id IN (SELECT id FROM jobs WHERE status = 'pending' AND machine_id = ?
                             ORDER BY created_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING\s""" + JobRows.COLUMNS;
        OffsetDateTime now = now();
        return registry.get().write(connection -> JobRows.select(connection, sql, worker, now, machine.value(), limit));
    }

    /**
     * Stores the progress of a running job; a server crash within a second may undo it. Returns false if {@code worker}
     * no longer owns the job.
     */
    public boolean progress(UUID worker, JobId id, JobState state) {
        return registry.get().writeRelaxed(connection -> write(connection, worker, id, state));
    }

    /** Ends a running job with {@code status}. Returns false if {@code worker} no longer owns the job. */
    public boolean finish(UUID worker, JobId id, JobStatus status, JobState state) {
        return registry.get().write(connection -> end(connection, worker, id, status, state));
    }

    /**
     * Ends a running job as interrupted and adds a pending successor job.
     *
     * @return the new job; empty if {@code worker} no longer owns the running one
     */
    public Optional<JobId> interrupt(UUID worker, JobId id, JobState state) {
        return registry.get().write(connection -> {
            Optional<JobReport> row = JobsTable.byId(connection, id);
            if (row.isEmpty() || !end(connection, worker, id, JobStatus.INTERRUPTED, state)) {
                return Optional.empty();
            }
            return Optional.of(resume(connection, row.get(), 0));
        });
    }

    /**
     * Ends a running job that lost the database server. It becomes cancelled if that was requested, failed after too
     * many such ends, and otherwise interrupted with a pending successor job.
     *
     * @param madeProgress whether the job progressed before it was broken off, so this end does not count
     * @return false if {@code worker} no longer owns the job
     */
    public boolean breakOff(UUID worker, JobId id, JobState state, boolean madeProgress) {
        return registry.get().write(connection -> {
            Optional<Orphan> found = orphans(connection, worker).stream()
                    .filter(orphan -> orphan.row().job().id().equals(id))
                    .findFirst();
            if (found.isEmpty()) {
                return false;
            }
            Orphan job = found.get();
            if (job.cancelled()) {
                return end(connection, worker, id, JobStatus.CANCELLED, state);
            }
            if (!madeProgress && job.deaths() >= MAX_DEATHS) {
                return end(connection, worker, id, JobStatus.FAILED, state);
            }
            end(connection, worker, id, JobStatus.INTERRUPTED, state);
            resume(connection, job.row(), madeProgress ? 0 : job.deaths() + 1);
            return true;
        });
    }

    /**
     * Ends the running jobs of dead workers: as cancelled if that was requested, otherwise as interrupted with a
     * pending successor job.
     *
     * @return the ended jobs
     */
    public List<JobId> recover() {
        List<JobId> ended = new ArrayList<>();
        for (UUID owner : owners()) {
            ended.addAll(registry.get().write(connection -> recoverFrom(connection, owner)));
        }
        return ended;
    }

    private List<UUID> owners() {
        String sql = "SELECT DISTINCT owner FROM jobs WHERE status = 'running'";
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, sql);
                    ResultSet rows = statement.executeQuery()) {
                List<UUID> owners = new ArrayList<>();
                while (rows.next()) {
                    owners.add(rows.getObject(1, UUID.class));
                }
                return owners;
            }
        });
    }

    private List<JobId> recoverFrom(Connection connection, UUID owner) throws SQLException {
        // Holding the owner's lock proves that the owner is dead, and that no other process recovers its jobs.
        if (!isDead(connection, owner)) {
            return List.of();
        }
        List<Orphan> orphans = orphans(connection, owner);
        for (Orphan orphan : orphans) {
            JobReport before = orphan.row();
            boolean resumed = !orphan.cancelled() && orphan.deaths() < MAX_DEATHS;
            String message = orphan.cancelled()
                    ? "cancelled; its process had ended"
                    : DIED + (resumed ? "" : "; not resumed, since this happened " + (MAX_DEATHS + 1) + " times");
            JobState state = new JobState(message, before.progress(), before.failures());
            end(
                    connection,
                    owner,
                    orphan.row().job().id(),
                    orphan.cancelled() ? JobStatus.CANCELLED : JobStatus.INTERRUPTED,
                    state);
            if (resumed) {
                resume(connection, orphan.row(), orphan.deaths() + 1);
            }
        }
        return orphans.stream().map(orphan -> orphan.row().job().id()).toList();
    }

    /** Whether the worker's process has ended. If so, holds its lock until the end of the transaction. */
    static boolean isDead(Connection connection, UUID worker) throws SQLException {
        try (PreparedStatement statement = Rows.prepare(
                        connection,
                        "SELECT pg_try_advisory_xact_lock(?)",
                        lock(worker).value());
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** A job that still has the status running although its run has ended. */
    private record Orphan(JobReport row, int deaths, boolean cancelled) {}

    private static List<Orphan> orphans(Connection connection, UUID owner) throws SQLException {
        String sql = "SELECT id, deaths, cancel_requested FROM jobs WHERE status = 'running' AND owner = ? FOR UPDATE";
        try (PreparedStatement statement = Rows.prepare(connection, sql, owner);
                ResultSet rows = statement.executeQuery()) {
            List<Orphan> orphans = new ArrayList<>();
            while (rows.next()) {
                JobReport row = JobsTable.byId(connection, new JobId(rows.getObject("id", UUID.class)))
                        .orElseThrow();
                orphans.add(new Orphan(row, rows.getInt("deaths"), rows.getBoolean("cancel_requested")));
            }
            return orphans;
        }
    }

    /** Adds the successor of {@code ended}, or finds one that was requested meanwhile. */
    private JobId resume(Connection connection, JobReport ended, int deaths) throws SQLException {
        Job again = ended.job().again();
        JobsTable.insert(connection, again, deaths, now());
        JobId next = JobsTable.unfinished(connection, again).orElseThrow().job().id();
        Rows.update(
                connection,
                "UPDATE jobs SET resumed_by = ? WHERE id = ?",
                next.value(),
                ended.job().id().value());
        return next;
    }

    private boolean end(Connection connection, UUID worker, JobId id, JobStatus status, JobState state)
            throws SQLException {
        if (!write(connection, worker, id, state)) {
            return false;
        }
        String sql = "UPDATE jobs SET status = ?, owner = NULL, completed_at = ? WHERE id = ?";
        Rows.update(connection, sql, status.label(), now(), id.value());
        return true;
    }

    private static boolean write(Connection connection, UUID worker, JobId id, JobState state) throws SQLException {
        String sql = """
                UPDATE jobs SET message = ?, phase = ?, files_total = ?, files_scanned = ?, files_indexed = ?,
                       files_skipped = ?, files_deleted = ?, files_failed = ?, chunks_created = ?,
                       failed_paths = ?, failure_causes = ?, skip_reasons = ?, skip_counts = ?
                WHERE id = ? AND owner = ?
                """;
        JobProgress progress = state.progress();
        return Rows.update(
                        connection,
                        sql,
                        Rows.storable(state.message()),
                        progress.phase().label(),
                        progress.filesTotal(),
                        progress.filesScanned(),
                        progress.filesIndexed(),
                        progress.filesSkipped(),
                        progress.filesDeleted(),
                        progress.filesFailed(),
                        progress.chunksCreated(),
                        texts(state, FileFailure::path),
                        texts(state, FileFailure::cause),
                        progress.skipped().keySet().stream()
                                .map(SkipReason::label)
                                .toArray(String[]::new),
                        progress.skipped().values().toArray(Integer[]::new),
                        id.value(),
                        worker)
                == 1;
    }

    private static String[] texts(JobState state, Function<FileFailure, String> part) {
        return state.failures().stream().map(part).map(Rows::storable).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return Rows.timestamp(clock.instant());
    }
}
