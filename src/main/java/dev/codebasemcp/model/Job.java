package dev.codebasemcp.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a job is to do: everything that a worker needs, in this or another process.
 *
 * @param root the absolute real path of the repository to index
 * @param machine whose worker alone runs it; empty for a job of a version that did not know machines
 * @param force whether to index unchanged files anew too
 */
public record Job(
        JobId id, ProjectId projectId, DatabaseName database, Path root, boolean force, Optional<MachineId> machine) {
    /** A new job for the same work. */
    public Job again() {
        return new Job(JobId.random(), projectId, database, root, force, machine);
    }
}
