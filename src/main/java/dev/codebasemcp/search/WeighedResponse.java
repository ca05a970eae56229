package dev.codebasemcp.search;

import dev.codebasemcp.database.index.RepositoryRow;
import java.util.List;

/**
 * A response, and how well the index as a whole matches the query. A score is relative to the best candidate of its own
 * index; times this weight, it is comparable with those of other indexes.
 *
 * @param weight above 0
 * @param repositories those of the index, so that a file that several indexes have is recognized
 */
public record WeighedResponse(SearchResponse response, double weight, List<RepositoryRow> repositories)
        implements NotedResponse<WeighedResponse> {
    public WeighedResponse {
        repositories = List.copyOf(repositories);
    }

    /** Creates a response of the only index that is asked. */
    public WeighedResponse(SearchResponse response) {
        this(response, 1, List.of());
    }

    @Override
    public WeighedResponse with(String note) {
        return new WeighedResponse(response.with(note), weight, repositories);
    }
}
