package dev.codebasemcp.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to a search.
 *
 * @param results best first
 * @param totalCount the number of candidates that passed filters and ranking, at least {@code results.size()}
 * @param latencyMillis the duration of the search in the server
 * @param indexedAt the end of the newest completed indexing run of the project; empty if there is none
 * @param staleFiles the number of files among the results that changed since they were indexed
 * @param emptyReason why there are no results, and what the index has instead; empty if there are results
 * @param notes further notes for the reader, one sentence each
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

    /** Creates a response without results, for a reason. */
    public static SearchResponse nothing(String reason) {
        return new SearchResponse(List.of(), 0, 0, Optional.empty(), 0, Optional.of(reason), List.of());
    }

    /** Returns this response with a note before the others. */
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

    /** Returns this response with at most this number of results. */
    public SearchResponse first(int limit) {
        List<SearchResult> best = results.subList(0, Math.min(limit, results.size()));
        return new SearchResponse(best, totalCount, latencyMillis, indexedAt, staleFiles, emptyReason, notes);
    }

    /** Returns this response with a duration. */
    SearchResponse after(double millis) {
        return new SearchResponse(results, totalCount, millis, indexedAt, staleFiles, emptyReason, notes);
    }
}
