package dev.codebasemcp.code;

import dev.codebasemcp.code.Found.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A text without the insides of its functions, and the way back from its offsets to those of the whole.
 *
 * <p>A parser takes time for every token, and nothing that an outline shows is inside a function but comments.
 */
final class Skimmed {
    private static final Comparator<Cut> OUTER_FIRST =
            Comparator.comparingInt(Cut::from).thenComparing(cut -> -cut.to());

    private final byte[] bytes;
    private final List<Cut> cuts;
    /** Where each of the cuts is: offsets in {@link #bytes}, in order. */
    private final int[] places;
    /** How much is missing up to and with each cut. */
    private final int[] missing;

    private final List<Span> comments;
    private final List<Span> attributes;

    private Skimmed(
            byte[] bytes, List<Cut> cuts, int[] places, int[] missing, List<Span> comments, List<Span> attributes) {
        this.bytes = bytes;
        this.cuts = cuts;
        this.places = places;
        this.missing = missing;
        this.comments = List.copyOf(comments);
        this.attributes = List.copyOf(attributes);
    }

    /**
     * A part of the whole to leave out.
     *
     * @param to exclusive
     * @param tail whether it is the rest of something: what ends where it is missing then goes on to its end
     */
    record Cut(int from, int to, boolean tail) {
        /** A part between two things that are kept. */
        static Cut between(int from, int to) {
            return new Cut(from, to, false);
        }

        /** The rest of something whose start is kept. */
        static Cut tail(int from, int to) {
            return new Cut(from, to, true);
        }
    }

    /** A text without what its grammar's language makes easy to leave out. */
    static Skimmed of(Grammar grammar, byte[] code) {
        return grammar == Grammar.PYTHON
                ? IndentedBodies.skim(code)
                : ClosedBlocks.skim(grammar, code).orElseGet(() -> BodyFinder.skim(grammar, code));
    }

    /** A text of which nothing is missing. */
    static Skimmed whole(byte[] bytes) {
        return new Skimmed(bytes, List.of(), new int[0], new int[0], List.of(), List.of());
    }

    /**
     * A text without some of its parts.
     *
     * @param parts in any order; one inside another goes with it, neighbours are one
     * @param comments the comments in these parts
     * @param attributes the macros among these parts that may stand for attributes
     */
    static Skimmed without(byte[] whole, List<Cut> parts, List<Span> comments, List<Span> attributes) {
        List<Cut> cuts = outermost(parts);
        int[] places = new int[cuts.size()];
        int[] missing = new int[places.length];
        byte[] kept = new byte[whole.length];
        int length = 0;
        int from = 0;
        for (int i = 0; i < places.length; i++) {
            Cut cut = cuts.get(i);
            System.arraycopy(whole, from, kept, length, cut.from() - from);
            length += cut.from() - from;
            from = cut.to();
            places[i] = length;
            missing[i] = cut.to() - length;
        }
        System.arraycopy(whole, from, kept, length, whole.length - from);
        byte[] bytes = Arrays.copyOf(kept, length + whole.length - from);
        return new Skimmed(bytes, cuts, places, missing, comments, attributes);
    }

    private static List<Cut> outermost(List<Cut> parts) {
        List<Cut> sorted = new ArrayList<>(parts);
        sorted.sort(OUTER_FIRST);
        List<Cut> cuts = new ArrayList<>(sorted.size());
        for (Cut cut : sorted) {
            int last = cuts.size() - 1;
            if (last < 0 || cut.from() > cuts.get(last).to()) {
                cuts.add(cut);
            } else if (cut.to() > cuts.get(last).to()) {
                cuts.set(last, new Cut(cuts.get(last).from(), cut.to(), cut.tail()));
            }
        }
        return cuts;
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
        return new Span(from + missingUpTo(from), to + (endsWithTail(to) ? missingUpTo(to) : missingBefore(to)));
    }

    private boolean endsWithTail(int offset) {
        int found = Arrays.binarySearch(places, offset);
        return found >= 0 && cuts.get(found).tail();
    }

    /** How much is missing before an offset, with a cut right at it. */
    private int missingUpTo(int offset) {
        return missingBefore(offset + 1);
    }

    /** How much is missing before an offset, without a cut right at it. */
    private int missingBefore(int offset) {
        int found = Arrays.binarySearch(places, offset);
        int before = found >= 0 ? found : -found - 1;
        return before == 0 ? 0 : missing[before - 1];
    }
}
