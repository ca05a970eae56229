package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A text without the insides of its functions, and the way back from its offsets to those of the whole.
 *
 * <p>A parser takes time for every token, and nothing that an outline shows is inside a function but comments.
 */
public final class PrunedSource {
    private static final Comparator<Elision> OUTER_FIRST =
            Comparator.comparingInt(Elision::from).thenComparing(elision -> -elision.to());

    private final byte[] bytes;
    private final List<Elision> elisions;
    /** Where each of the elisions is: offsets in {@link #bytes}, in order. */
    private final int[] places;
    /** How much is missing up to and with each elision. */
    private final int[] missing;

    private final List<Span> comments;
    private final List<Span> attributes;

    private PrunedSource(
            byte[] bytes,
            List<Elision> elisions,
            int[] places,
            int[] missing,
            List<Span> comments,
            List<Span> attributes) {
        this.bytes = bytes;
        this.elisions = elisions;
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
    record Elision(int from, int to, boolean tail) {
        /** A part between two things that are kept. */
        static Elision between(int from, int to) {
            return new Elision(from, to, false);
        }

        /** The rest of something whose start is kept. */
        static Elision tail(int from, int to) {
            return new Elision(from, to, true);
        }
    }

    /** Prunes a text as its language makes it easy. */
    public static PrunedSource of(Language language, byte[] code) {
        return BodyPruner.of(language).prune(code);
    }

    /** A text of which nothing is missing. */
    public static PrunedSource whole(byte[] bytes) {
        return new PrunedSource(bytes, List.of(), new int[0], new int[0], List.of(), List.of());
    }

    /**
     * A text without some of its parts.
     *
     * @param parts in any order; one inside another goes with it, neighbours are one
     * @param comments the comments in these parts
     * @param attributes the macros among these parts that may stand for attributes
     */
    static PrunedSource without(byte[] whole, List<Elision> parts, List<Span> comments, List<Span> attributes) {
        List<Elision> elisions = outermost(parts);
        int[] places = new int[elisions.size()];
        int[] missing = new int[places.length];
        byte[] kept = new byte[whole.length];
        int length = 0;
        int from = 0;
        for (int i = 0; i < places.length; i++) {
            Elision elision = elisions.get(i);
            System.arraycopy(whole, from, kept, length, elision.from() - from);
            length += elision.from() - from;
            from = elision.to();
            places[i] = length;
            missing[i] = elision.to() - length;
        }
        System.arraycopy(whole, from, kept, length, whole.length - from);
        byte[] bytes = Arrays.copyOf(kept, length + whole.length - from);
        return new PrunedSource(bytes, elisions, places, missing, comments, attributes);
    }

    private static List<Elision> outermost(List<Elision> parts) {
        List<Elision> sorted = new ArrayList<>(parts);
        sorted.sort(OUTER_FIRST);
        List<Elision> elisions = new ArrayList<>(sorted.size());
        for (Elision elision : sorted) {
            int last = elisions.size() - 1;
            if (last < 0 || elision.from() > elisions.get(last).to()) {
                elisions.add(elision);
            } else if (elision.to() > elisions.get(last).to()) {
                elisions.set(last, new Elision(elisions.get(last).from(), elision.to(), elision.tail()));
            }
        }
        return elisions;
    }

    /** What is to be parsed. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The comments in what is missing, as offsets of the whole. */
    public List<Span> comments() {
        return comments;
    }

    /** The macros in what is missing that may stand for attributes of what is below them, as offsets of the whole. */
    public List<Span> attributes() {
        return attributes;
    }

    /** A range of {@link #bytes()}, which is not empty, as offsets of the whole. */
    public Span inWhole(int from, int to) {
        return new Span(from + missingUpTo(from), to + (endsWithTail(to) ? missingUpTo(to) : missingBefore(to)));
    }

    private boolean endsWithTail(int offset) {
        int found = Arrays.binarySearch(places, offset);
        return found >= 0 && elisions.get(found).tail();
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
