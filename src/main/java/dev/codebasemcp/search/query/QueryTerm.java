package dev.codebasemcp.search.query;

/**
 * A term to look up in the lexical index.
 *
 * @param term as {@code Terms} produces it
 * @param weight a factor above 0 for its BM25 score
 */
public record QueryTerm(String term, float weight) {
    /** Whether it stands for a similar term that no text contains. */
    public boolean isCorrection() {
        return weight < 1;
    }
}
