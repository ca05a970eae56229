package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.NotedResponse;
import dev.codebasemcp.search.SearchRequest;
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
    private static final String DIRECTORY = "directory";

    DirectoryReading {
        roots = List.copyOf(roots);
        places = List.copyOf(places);
    }

    /**
     * Returns the response to the first reading with results, or else to the first usual one. Readings that take each backslash
     * and blank literally come first.
     */
    <T extends NotedResponse<T>> T first(Function<SearchRequest, T> search) {
        if (request.directory().isEmpty()) {
            return search.apply(request);
        }
        DirectoryReadings readings =
                DirectoryReadings.of(DIRECTORY, request.directory().get(), roots, places);
        for (String literal : readings.literal()) {
            T response = search.apply(request.below(literal));
            if (!response.response().results().isEmpty()) {
                return response;
            }
        }
        T first = search.apply(request.below(readings.paths().get(0)));
        for (String other : readings.paths().subList(1, readings.paths().size())) {
            if (first.response().results().isEmpty()) {
                T response = search.apply(request.below(other));
                if (!response.response().results().isEmpty()) {
                    return response.with(Term.of(DIRECTORY) + " was interpreted as " + Quoted.name(other)
                            + ", relative to the session's directory.");
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
                .flatMap(given ->
                        DirectoryReadings.of(DIRECTORY, given, roots, places).refusal())
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }
}
