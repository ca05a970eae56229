package dev.codebasemcp.search.rank;

import java.util.List;
import java.util.Optional;

/**
 * The variants that a result stands for.
 *
 * @param first at most {@link #NAMED} of them: those that match the question, best first, then the others
 * @param count the number of all
 */
public record OtherVariants(List<Variant> first, int count) {
    /** Enough to see what there is; an answer has up to 50 results. */
    public static final int NAMED = 5;

    static final OtherVariants NONE = new OtherVariants(List.of(), 0);

    public OtherVariants {
        first = List.copyOf(first);
    }

    /**
     * A variant.
     *
     * @param match its best chunk, if it matches the question and defines a name of it
     */
    public record Variant(FileRef file, Optional<Candidate> match) {}
}
