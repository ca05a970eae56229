package dev.codebasemcp.database.index;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository of a project.
 *
 * @param machine the machine of its path; empty for an index from a version without machines, until a machine finds its
 *     directory
 * @param root its real path
 * @param identity an identity that survives moves: see {@code RepositoryIdentity}; empty if it has none
 * @param fingerprint of the settings of all known files; empty if they differ or are unknown
 * @param complete whether no unfinished run has changed the index since the last completed run
 * @param indexedAt the end of the last completed run
 */
public record RepositoryRow(
        RepositoryId id,
        Optional<MachineId> machine,
        Path root,
        Optional<String> identity,
        String fingerprint,
        boolean complete,
        Optional<Instant> indexedAt) {
    /** Whether its path is on that machine. */
    public boolean isOf(MachineId asking) {
        return machine.equals(Optional.of(asking));
    }
}
