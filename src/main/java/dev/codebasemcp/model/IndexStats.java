package dev.codebasemcp.model;

import java.time.Instant;
import java.util.List;

/**
 * What a project's index held when it was counted.
 *
 * @param databaseOid the server's own number of the database, whatever its name
 * @param generation rises with every change of the index
 * @param sizeBytes of the database on disk
 * @param countedAt by the server's clock
 * @param repositories by path
 */
public record IndexStats(
        long databaseOid, long generation, long sizeBytes, Instant countedAt, List<RepositorySummary> repositories) {
    public IndexStats {
        repositories = List.copyOf(repositories);
    }
}
