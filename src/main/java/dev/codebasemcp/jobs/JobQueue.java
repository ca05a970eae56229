package dev.codebasemcp.jobs;

import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.TransientFailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Submits, finds, cancels and awaits the jobs of the registry. Safe for any number of threads and processes. */
public final class JobQueue {
    private static final Duration FIRST_POLL_DELAY = Duration.ofMillis(10);
    private static final Duration CANCEL_POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration CANCEL_TIMEOUT = Duration.ofMillis(500);

    private static final Duration OUTAGE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration OUTAGE_POLL_INTERVAL = Duration.ofMillis(500);

    private final JobsTable jobs;
    private final Supplier<MachineId> machine;
    private final JobSignal work = new JobSignal();
    private final JobSignal changes = new JobSignal();

    /**
     * Creates a queue over the jobs of the registry. The worker of this process should use the same instance.
     *
     * @param machine this machine; evaluated at first use
     */
    public JobQueue(JobsTable jobs, Supplier<MachineId> machine) {
        this.jobs = jobs;
        this.machine = machine;
    }

    /**
     * Requests a job of this machine. If the project has an unfinished job for that repository, that one is returned. A
     * job whose process has ended is closed first; then its successor job is returned.
     *
     * @param root the absolute real path of the repository
     * @throws RejectedException if the project is not provisioned with that database
     */
    public JobReport submit(ProjectId project, DatabaseName database, Path root, boolean force) {
        Job wanted = new Job(JobId.random(), project, database, root, force, Optional.of(machine.get()));
        JobReport job = insertOrFindUnfinished(wanted);
        if (job.status() == JobStatus.RUNNING && !ownership().recover().isEmpty()) {
            job = insertOrFindUnfinished(wanted);
        }
        work.raise();
        return job;
    }

    private JobReport insertOrFindUnfinished(Job wanted) {
        return jobs.insertOrFindUnfinished(wanted)
                .orElseThrow(() -> new RejectedException("The project " + wanted.projectId() + " with the database "
                        + wanted.database()
                        + " is not ready, so nothing can be indexed into it; make the same request again."));
    }

    /** Returns the current state of a job. */
    public Optional<JobReport> find(JobId id) {
        return jobs.byId(id);
    }

    /** Returns the running and waiting jobs of a project on this machine. */
    public List<JobReport> unfinished(ProjectId project) {
        return jobs.unfinished(project, machine.get());
    }

    /** Whether a job is for this machine. Jobs of other machines can only be read and cancelled. */
    public boolean isOfThisMachine(Job job) {
        return job.machine().equals(Optional.of(machine.get()));
    }

    /** Returns the jobs of a project, newest first. */
    public List<JobReport> list(ProjectId project, Optional<JobStatus> status, int limit) {
        return jobs.list(project, status, limit);
    }

    /**
     * Requests the cancellation of a job and waits up to half a second for its end. A finished job stays as it is.
     *
     * @throws RejectedException if there is no such job
     */
    public JobReport cancel(JobId id) throws InterruptedException {
        require(id);
        jobs.requestCancel(id, "cancelled before it began");
        work.raise();
        changes.raise();
        long deadline = System.nanoTime() + CANCEL_TIMEOUT.toNanos();
        return await(id, CANCEL_POLL_INTERVAL, report -> {}, () -> System.nanoTime() - deadline > 0);
    }

    /**
     * Waits for the end of a job, even through a short outage of the database server.
     *
     * @param pollMax the longest interval between two polls; the first intervals are shorter
     * @param onChange receives each changed report, on the calling thread
     * @param cancelled whether to stop waiting; the job continues
     * @return the last report
     * @throws RejectedException if there is no such job
     */
    public JobReport await(JobId id, Duration pollMax, Consumer<JobReport> onChange, BooleanSupplier cancelled)
            throws InterruptedException {
        Duration pause = FIRST_POLL_DELAY;
        long seen = changes.count();
        JobReport report = require(id);
        onChange.accept(report);
        while (!report.status().isFinal() && !cancelled.getAsBoolean()) {
            changes.await(seen, pause);
            pause = pause.compareTo(pollMax.dividedBy(2)) < 0 ? pause.multipliedBy(2) : pollMax;
            seen = changes.count();
            JobReport now = requireDespiteOutage(id);
            if (!now.equals(report)) {
                onChange.accept(now);
            }
            report = now;
        }
        return report;
    }

    /** Retries during an outage: the job continues when the server is back, so its callers keep waiting. */
    private JobReport requireDespiteOutage(JobId id) throws InterruptedException {
        long deadline = System.nanoTime() + OUTAGE_TIMEOUT.toNanos();
        while (true) {
            try {
                return require(id);
            } catch (TransientFailureException outage) {
                if (System.nanoTime() - deadline >= 0) {
                    throw outage;
                }
                changes.await(changes.count(), OUTAGE_POLL_INTERVAL);
            }
        }
    }

    /** Returns the unfinished jobs of all projects and machines, and of each project the one that ended last. */
    public List<JobReport> currentOfAll() {
        return jobs.currentOfAll();
    }

    /** The worker's operations on the same rows. */
    JobOwnership ownership() {
        return jobs.ownership();
    }

    MachineId machine() {
        return machine.get();
    }

    JobsTable table() {
        return jobs;
    }

    /** Raised when the worker of this process may have something to do. */
    JobSignal work() {
        return work;
    }

    /** Raised when the worker of this process has changed a job. */
    JobSignal changes() {
        return changes;
    }

    private JobReport require(JobId id) {
        return find(id).orElseThrow(() -> new RejectedException(Term.of("job_id") + ": there is no job " + id + "; "
                + Term.of("list_indexing_jobs") + " shows those of a project."));
    }
}
