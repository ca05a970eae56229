package dev.codebasemcp.search.query;

/**
 * A word of a query that may occur in a path.
 *
 * @param word in lower case, as written
 * @param stem its stem, or the word itself
 */
public record PathWord(String word, String stem) {}
