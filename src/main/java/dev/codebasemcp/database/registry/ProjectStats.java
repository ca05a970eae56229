package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a project's index held when it was counted.
 *
 * @param databaseOid what the server calls the database that was counted, whatever its name
 * @param generation of the index
 * @param sizeBytes of the database on disk
 * @param countedAt by the server's clock
 * @param repositories by directory
 */
public record ProjectStats(
        long databaseOid, long generation, long sizeBytes, Instant countedAt, List<Repository> repositories) {
    public ProjectStats {
        repositories = List.copyOf(repositories);
    }

    /**
     * A repository of a project.
     *
     * @param machine on which the directory counts; empty until a machine finds it
     * @param files that are searchable
     * @param chunks of those files
     * @param indexedAt the end of the last completed run
     */
    public record Repository(
            RepositoryId id,
            Optional<MachineId> machine,
            String directory,
            long files,
            long chunks,
            Optional<Instant> indexedAt) {}
}
