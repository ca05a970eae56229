package dev.codebasemcp.code;

import dev.codebasemcp.code.Found.Span;
import java.util.Arrays;
import java.util.List;

/**
 * A text without the insides of its functions, and the way back from its offsets to those of the whole.
 *
 * <p>A parser takes time for every token, and nothing that an outline shows is inside a function but comments.
 */
final class Skimmed {
    private final byte[] bytes;
    /** Where something is missing: offsets in {@link #bytes}, in order. */
    private final int[] cuts;
    /** How much is missing up to and with each cut. */
    private final int[] missing;

    private final List<Span> comments;
    private final List<Span> attributes;
    /** Whether what ends at a cut ends behind what is missing there. */
    private final boolean ends;

    private Skimmed(byte[] bytes, int[] cuts, int[] missing, List<Span> comments, List<Span> attributes, boolean ends) {
        this.ends = ends;
        this.bytes = bytes;
        this.cuts = cuts;
        this.missing = missing;
        this.comments = List.copyOf(comments);
        this.attributes = List.copyOf(attributes);
    }

    /** A text of which nothing is missing. */
    static Skimmed whole(byte[] bytes) {
        return new Skimmed(bytes, new int[0], new int[0], List.of(), List.of(), false);
    }

    /**
     * A text without some of its parts.
     *
     * @param parts in order, without overlap
     * @param comments the comments in these parts
     * @param attributes the macros among these parts that may stand for attributes
     */
    static Skimmed without(byte[] whole, List<Span> parts, List<Span> comments, List<Span> attributes) {
        return without(whole, parts, comments, attributes, false);
    }

    /** A text without the ends of some of its parts: what ends where one is missing goes on to the end of that. */
    static Skimmed withoutEnds(byte[] whole, List<Span> parts, List<Span> comments) {
        return without(whole, parts, comments, List.of(), true);
    }

    private static Skimmed without(
            byte[] whole, List<Span> parts, List<Span> comments, List<Span> attributes, boolean ends) {
        int[] cuts = new int[parts.size()];
        int[] missing = new int[parts.size()];
        byte[] kept = new byte[whole.length];
        int length = 0;
        int from = 0;
        for (int i = 0; i < cuts.length; i++) {
            Span part = parts.get(i);
            System.arraycopy(whole, from, kept, length, part.from() - from);
            length += part.from() - from;
            from = part.to();
            cuts[i] = length;
            missing[i] = part.to() - length;
        }
        System.arraycopy(whole, from, kept, length, whole.length - from);
        return new Skimmed(
                Arrays.copyOf(kept, length + whole.length - from), cuts, missing, comments, attributes, ends);
    }

    /** What is to be parsed. Not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** The comments in what is missing, as offsets of the whole. */
    List<Span> comments() {
        return comments;
    }

    /** The macros in what is missing that may stand for attributes of what is below them, as offsets of the whole. */
    List<Span> attributes() {
        return attributes;
    }

    /** A range of {@link #bytes()}, which is not empty, as offsets of the whole. */
    Span inWhole(int from, int to) {
        return new Span(from + missingBefore(from + 1), to + missingBefore(ends ? to + 1 : to));
    }

    /** How much is missing before an offset, without a cut right at it. */
    private int missingBefore(int offset) {
        int found = Arrays.binarySearch(cuts, offset);
        int before = found >= 0 ? found : -found - 1;
        return before == 0 ? 0 : missing[before - 1];
    }
}
