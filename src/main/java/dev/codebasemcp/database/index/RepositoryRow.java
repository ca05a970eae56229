package dev.codebasemcp.database.index;

import dev.codebasemcp.model.RepositoryId;
import java.time.Instant;
import java.util.Optional;

/**
 * A repository of a project.
 *
 * @param rootPath its real path
 * @param fingerprint of the settings with which all files that are known were made; empty if there is no such one
 * @param complete whether no run changed the index since the last completed one without coming to its end
 * @param indexedAt the end of the last completed run
 */
public record RepositoryRow(
        RepositoryId id, String rootPath, String fingerprint, boolean complete, Optional<Instant> indexedAt) {}
