package dev.codebasemcp.search.rank;

import java.util.List;

/**
 * A result: the best chunk of its file.
 *
 * @param score higher is better; only comparable within one ranking
 * @param copies the other files with the same content, best first
 */
public record Ranked(Candidate candidate, double score, Explanation explanation, List<FileRef> copies) {
    public Ranked {
        copies = List.copyOf(copies);
    }

    static Ranked of(Candidate candidate, List<Explanation.Share> shares) {
        Explanation explanation = new Explanation(shares);
        return new Ranked(candidate, explanation.score(), explanation, List.of());
    }

    Ranked withCopies(List<FileRef> files) {
        return new Ranked(candidate, score, explanation, files);
    }
}
