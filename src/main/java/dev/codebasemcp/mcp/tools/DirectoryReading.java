package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.WeighedResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A search with each meaning of its {@code directory} in turn.
 *
 * @param request within its scope
 * @param roots of the searched repositories
 * @param places the session's directories
 */
record DirectoryReading(SearchRequest request, List<Path> roots, List<Path> places) {
    DirectoryReading {
        roots = List.copyOf(roots);
        places = List.copyOf(places);
    }

    /** Returns the requests to try, one per possible directory. */
    List<SearchRequest> requests() {
        return request.directory()
                .map(given -> DirectoryReadings.of(given, roots, places).paths().stream()
                        .map(request::below)
                        .toList())
                .orElse(List.of(request));
    }

    /** Returns the response to the first request with results, or else to the very first one. */
    static WeighedResponse first(List<SearchRequest> requests, Function<SearchRequest, WeighedResponse> search) {
        WeighedResponse first = search.apply(requests.get(0));
        for (SearchRequest other : requests.subList(1, requests.size())) {
            if (first.response().results().isEmpty()) {
                WeighedResponse response = search.apply(other);
                if (!response.response().results().isEmpty()) {
                    return response.with(Term.of("directory") + " was interpreted as "
                            + Quoted.name(other.directory().orElse(".")) + ", relative to the session's directory.");
                }
            }
        }
        return first;
    }

    /**
     * Checks, after a search without results, that the directory is inside a repository.
     *
     * @throws dev.codebasemcp.model.RejectedException if it is not
     */
    void refuseOutside() {
        request.directory()
                .flatMap(given -> DirectoryReadings.of(given, roots, places).refusal())
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }
}
