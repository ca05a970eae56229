package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.search.SearchResult;
import java.util.Optional;

/**
 * A result, and where it comes from if an answer must say so.
 *
 * @param repository its repository's name if several were searched
 * @param project its project's name if several were named
 */
record PlacedResult(SearchResult result, Optional<String> repository, Optional<String> project) {
    PlacedResult with(SearchResult other) {
        return new PlacedResult(other, repository, project);
    }
}
