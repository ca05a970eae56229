package dev.codebasemcp.search;

import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.Optional;
import java.util.Set;

/**
 * A checked search request.
 *
 * @param query 1 to 2,000 characters, not blank
 * @param scope only results of these repositories
 * @param fileType only files with this extension: without dot, lower case
 * @param directory only files below this path: a prefix by whole components, {@code *} and {@code **} as in globs
 * @param language only files in this language: an id of {@code Language}
 * @param content only files of these kinds; any if empty
 * @param limit the maximum number of results, 1 to 50
 * @param detail how much of each result to show
 */
public record SearchRequest(
        String query,
        SearchScope scope,
        Optional<String> fileType,
        Optional<String> directory,
        Optional<String> language,
        Set<ContentKind> content,
        int limit,
        Detail detail) {
    public SearchRequest {
        content = Set.copyOf(content);
    }

    /** Creates a request for any content. */
    public SearchRequest(
            String query,
            SearchScope scope,
            Optional<String> fileType,
            Optional<String> directory,
            Optional<String> language,
            int limit,
            Detail detail) {
        this(query, scope, fileType, directory, language, Set.of(), limit, detail);
    }

    /** Returns this request, restricted to kinds of content. */
    public SearchRequest withContent(Set<ContentKind> kinds) {
        return new SearchRequest(query, scope, fileType, directory, language, kinds, limit, detail);
    }

    /** Returns this request, restricted to some repositories. */
    public SearchRequest within(SearchScope repositories) {
        return new SearchRequest(query, repositories, fileType, directory, language, content, limit, detail);
    }

    /** Returns this request for another directory or file. */
    public SearchRequest below(String path) {
        return new SearchRequest(query, scope, fileType, Optional.of(path), language, content, limit, detail);
    }

    /** Returns this request for results in another detail. */
    SearchRequest in(Detail other) {
        return new SearchRequest(query, scope, fileType, directory, language, content, limit, other);
    }

    /** Creates a request for a whole project without filters. */
    public static SearchRequest of(String query, int limit) {
        return new SearchRequest(
                query,
                SearchScope.EVERYTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                Detail.FULL);
    }
}
