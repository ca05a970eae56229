package dev.codebasemcp.search;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.search.query.QueryTerm;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.retrieve.Retrieval.Retrieved;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well an index as a whole matches a query, by two figures that mean the same in every index: the share of the query's
 * words that its best results contain, and its highest cosine. {@code docs/ranking.md} has the measurements.
 */
final class IndexWeight {
    /** How many results count. One alone may be a lucky chunk; later ones need not be about the query. */
    static final int BEST = 3;

    /** Keeps an order between indexes that contain none of the words. */
    private static final double NO_WORDS = 0.05;
    /** For a query that has no vector. */
    private static final double LEAST_COSINE = 0.1;

    private IndexWeight() {}

    /**
     * Returns the weight.
     *
     * @param best the texts of the best results, each with its path
     */
    static double of(Retrieved retrieved, List<String> best) {
        double cosine = retrieved.candidates().stream()
                .mapToDouble(Candidate::cosine)
                .max()
                .orElse(0);
        return Math.max(LEAST_COSINE, cosine) * (NO_WORDS + words(retrieved, best));
    }

    /** The share of the query's words in each of the best results, on average. An absent result contains none. */
    private static double words(Retrieved retrieved, List<String> best) {
        // A corrected query has words of this index that nobody asked for.
        List<String> asked = retrieved.query().terms().stream()
                .filter(term -> !term.isCorrection())
                .map(QueryTerm::term)
                .toList();
        if (asked.isEmpty()) {
            return 1;
        }
        Terms terms = new Terms();
        double held = 0;
        for (String text : best.subList(0, Math.min(BEST, best.size()))) {
            Set<String> own = new HashSet<>(terms.of(text));
            held += asked.stream().filter(own::contains).count();
        }
        return held / (BEST * asked.size());
    }
}
