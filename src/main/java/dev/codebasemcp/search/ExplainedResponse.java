package dev.codebasemcp.search;

import java.util.List;
import java.util.Optional;

/**
 * A response for a reader who wants to see how it came about.
 *
 * @param concise the same results in brief
 * @param evidence one for each result, in their order
 * @param facets of all ranked results, if they were asked for
 */
public record ExplainedResponse(
        SearchResponse response, SearchResponse concise, List<Evidence> evidence, Optional<SearchFacets> facets)
        implements NotedResponse<ExplainedResponse> {
    public ExplainedResponse {
        evidence = List.copyOf(evidence);
    }

    @Override
    public ExplainedResponse with(String note) {
        return new ExplainedResponse(response.with(note), concise.with(note), evidence, facets);
    }
}
