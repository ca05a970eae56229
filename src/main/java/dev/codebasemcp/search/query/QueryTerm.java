package dev.codebasemcp.search.query;

/**
 * A term to look up in the lexical index.
 *
 * @param term as {@code Terms} makes it
 * @param weight what its BM25 score is multiplied with, above 0
 */
public record QueryTerm(String term, float weight) {}
