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
 * @param emptyReason why there are no results, one sentence; empty if there are
 */
public record SearchResponse(
        List<SearchResult> results,
        int totalCount,
        double latencyMillis,
        Optional<Instant> indexedAt,
        Optional<String> emptyReason) {
    public SearchResponse {
        results = List.copyOf(results);
    }
}
