package dev.codebasemcp.administration;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import java.time.Instant;
import java.util.Optional;

/**
 * An indexed repository.
 *
 * @param path its root when it was indexed last
 * @param machine on which that path counts, if it is another one than this
 * @param files how many files are searchable
 * @param chunks how many chunks are
 * @param indexedAt when its last finished run ended; empty if none has
 */
public record RepositorySummary(
        RepositoryId id,
        String path,
        Optional<MachineId> machine,
        long files,
        long chunks,
        Optional<Instant> indexedAt) {}
