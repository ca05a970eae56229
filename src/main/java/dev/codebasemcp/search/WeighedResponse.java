package dev.codebasemcp.search;

/**
 * A response, and how well the index as a whole matches the query. A score is relative to the best candidate of its own
 * index; times this weight, it is comparable with those of other indexes.
 *
 * @param weight above 0
 */
public record WeighedResponse(SearchResponse response, double weight) {
    /** Returns this response with a note before the others. */
    public WeighedResponse with(String note) {
        return new WeighedResponse(response.with(note), weight);
    }
}
