package dev.codebasemcp.jobs;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a job is to do: everything that a worker needs, in this or another process.
 *
 * @param repository the absolute real path of the tree to index
 * @param machine whose worker alone runs it; empty for a job of a version that did not know machines
 * @param force whether to index unchanged files anew too
 */
public record Job(
        JobId id,
        ProjectId projectId,
        DatabaseName database,
        Path repository,
        boolean force,
        Optional<MachineId> machine) {}
