package dev.codebasemcp.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to a search.
 *
 * @param results best first
 * @param totalCount how many candidates passed the filters and the ranking; at least {@code results.size()}
 * @param latencyMillis how long the search took in the server
 * @param indexedAt when the newest finished indexing run of the project ended; empty if none has
 * @param staleFiles how many files among the results are not any more as they were indexed
 * @param emptyReason why there are no results, and what there is instead; empty if there are
 * @param notes what else a reader must know of the results, a sentence each
 */
public record SearchResponse(
        List<SearchResult> results,
        int totalCount,
        double latencyMillis,
        Optional<Instant> indexedAt,
        int staleFiles,
        Optional<String> emptyReason,
        List<String> notes) {
    public SearchResponse {
        results = List.copyOf(results);
        notes = List.copyOf(notes);
    }

    /** A response without results, for a reason. */
    public static SearchResponse nothing(String reason) {
        return new SearchResponse(List.of(), 0, 0, Optional.empty(), 0, Optional.of(reason), List.of());
    }

    /** The same response with a note before the others. */
    public SearchResponse with(String note) {
        return new SearchResponse(
                results,
                totalCount,
                latencyMillis,
                indexedAt,
                staleFiles,
                emptyReason,
                Stream.concat(Stream.of(note), notes.stream()).toList());
    }

    /** The same response, having taken so long. */
    SearchResponse after(double millis) {
        return new SearchResponse(results, totalCount, millis, indexedAt, staleFiles, emptyReason, notes);
    }
}
