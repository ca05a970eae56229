package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as the registry has it.
 *
 * @param status a value of the column's check, such as {@code running}
 * @param resumedBy the job that goes on with the work of this one
 */
public record JobRow(JobId id, Work work, String status, JobStateRow state, Times times, Optional<JobId> resumedBy) {
    /**
     * What the job is to do.
     *
     * @param repository the absolute real path
     * @param machine on which that path counts; empty for a job of a version that did not know machines
     * @param force whether to index unchanged files anew too
     */
    public record Work(
            ProjectId project, DatabaseName database, String repository, boolean force, Optional<MachineId> machine) {}

    /** When it was asked for, taken by a worker, and over. */
    public record Times(Instant created, Optional<Instant> started, Optional<Instant> completed) {}
}
