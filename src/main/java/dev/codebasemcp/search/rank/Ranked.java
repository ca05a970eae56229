package dev.codebasemcp.search.rank;

import java.util.ArrayList;
import java.util.List;

/**
 * A result: the best chunk of its file.
 *
 * @param score higher is better; only comparable within one ranking
 * @param copies the other files with the same content, best first
 * @param variants the files that it stands for, as the same thing for other platforms or of old versions
 */
public record Ranked(
        Candidate candidate, double score, Explanation explanation, List<FileRef> copies, OtherVariants variants) {
    public Ranked {
        copies = List.copyOf(copies);
    }

    static Ranked of(Candidate candidate, List<Explanation.Share> shares) {
        Explanation explanation = new Explanation(shares);
        return new Ranked(candidate, explanation.score(), explanation, List.of(), OtherVariants.NONE);
    }

    Ranked withCopies(List<FileRef> files) {
        return new Ranked(candidate, score, explanation, files, variants);
    }

    Ranked withVariants(OtherVariants others) {
        return new Ranked(candidate, score, explanation, copies, others);
    }

    /** The same with at least this score. */
    Ranked raisedTo(double other) {
        if (other <= score) {
            return this;
        }
        List<Explanation.Share> shares = new ArrayList<>(explanation.shares());
        shares.add(new Explanation.Share(Signal.VARIANT, other - score, ""));
        return new Ranked(candidate, other, new Explanation(shares), copies, variants);
    }
}
