package dev.codebasemcp.freshness;

import dev.codebasemcp.model.RepositoryId;
import java.util.Optional;

/**
 * How far a repository's index is behind its files.
 *
 * @param staleFiles how many files were changed, added or deleted since they were indexed
 * @param refreshing whether a refresh of the index is running or queued
 * @param note one sentence for the user
 */
public record RepositoryFreshness(
        RepositoryId repositoryId, int staleFiles, boolean refreshing, Optional<String> note) {
    static RepositoryFreshness fresh(RepositoryId repositoryId) {
        return new RepositoryFreshness(repositoryId, 0, false, Optional.empty());
    }
}
