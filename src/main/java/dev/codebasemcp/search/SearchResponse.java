package dev.codebasemcp.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a search.
 *
 * @param results best first
 * @param totalCount how many candidates passed the filters and the ranking; at least {@code results.size()}
 * @param latencyMillis how long the search took in the server
 * @param indexedAt when the newest finished indexing run of the project ended; empty if none has
 * @param staleFiles how many files among the results are not any more as they were indexed
 * @param emptyReason why there are no results, one sentence; empty if there are
 */
public record SearchResponse(
        List<SearchResult> results,
        int totalCount,
        double latencyMillis,
        Optional<Instant> indexedAt,
        int staleFiles,
        Optional<String> emptyReason) {
    public SearchResponse {
        results = List.copyOf(results);
    }

    /** The same response, having taken so long. */
    SearchResponse after(double millis) {
        return new SearchResponse(results, totalCount, millis, indexedAt, staleFiles, emptyReason);
    }
}
