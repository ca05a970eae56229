package dev.codebasemcp.database.index;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository of a project.
 *
 * @param machine on which its path counts; empty until the first machine finds the directory of one that a version without
 *     machines indexed
 * @param root its real path
 * @param identity what stays the same when it is moved: see {@code RepositoryIdentity}; empty if nothing does
 * @param fingerprint of the settings with which all files that are known were made; empty if there is no such one
 * @param complete whether no run changed the index since the last completed one without coming to its end
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
    /** Whether its path counts on that machine. */
    public boolean isOf(MachineId asking) {
        return machine.equals(Optional.of(asking));
    }
}
