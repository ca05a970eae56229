package dev.codebasemcp.search.rank;

import java.util.List;

/**
 * A result: the best chunk of its file.
 *
 * @param score higher is better; comparable within one ranking only
 */
public record Ranked(Candidate candidate, double score, Explanation explanation) {
    static Ranked of(Candidate candidate, List<Explanation.Share> shares) {
        Explanation explanation = new Explanation(shares);
        return new Ranked(candidate, explanation.score(), explanation);
    }
}
