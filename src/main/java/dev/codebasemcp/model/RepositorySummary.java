package dev.codebasemcp.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository of a project and the size of its index.
 *
 * @param root its root when it was indexed last
 * @param machine on which that path counts; empty until a machine finds it
 * @param files how many files are searchable
 * @param chunks how many chunks they have; a chunk that several files share counts for each
 * @param indexedAt the end of the last completed run; empty if there was none
 */
public record RepositorySummary(
        RepositoryId id,
        Optional<MachineId> machine,
        Path root,
        long files,
        long chunks,
        Optional<Instant> indexedAt) {}
