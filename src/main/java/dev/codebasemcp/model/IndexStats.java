package dev.codebasemcp.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a project's index held when it was counted.
 *
 * @param databaseOid the server's own number of the database, whatever its name
 * @param generation rises with every change of the index
 * @param sizeBytes of the database on disk
 * @param countedAt by the server's clock
 * @param repositories by path
 * @param languages how many searchable files there are in each language, the most frequent one first; empty where an
 *     older version counted
 */
public record IndexStats(
        long databaseOid,
        long generation,
        long sizeBytes,
        Instant countedAt,
        List<RepositorySummary> repositories,
        Map<String, Long> languages) {
    public IndexStats {
        repositories = List.copyOf(repositories);
        languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
    }
}
