package dev.codebasemcp.search;

import dev.codebasemcp.model.RepositoryId;
import java.util.Optional;

/**
 * A checked search request.
 *
 * @param query 1 to 2,000 characters, not blank
 * @param repository only results of this repository
 * @param fileType only files with this extension: without dot, lower case
 * @param directory only files below this path: a prefix by whole components, {@code *} and {@code **} as in globs
 * @param language only files in this language: an id of {@code Language}
 * @param limit how many results at most, 1 to 50
 * @param detail how much of each result to show
 */
public record SearchRequest(
        String query,
        Optional<RepositoryId> repository,
        Optional<String> fileType,
        Optional<String> directory,
        Optional<String> language,
        int limit,
        Detail detail) {
    /** A request without filters. */
    public static SearchRequest of(String query, int limit) {
        return new SearchRequest(
                query, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit, Detail.FULL);
    }
}
