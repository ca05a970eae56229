package dev.codebasemcp.search;

/**
 * A response, alone or with more about it.
 *
 * @param <T> the type of the implementation
 */
public interface NotedResponse<T> {
    /** The response itself. */
    SearchResponse response();

    /** Returns the same with a note before the others. */
    T with(String note);
}
