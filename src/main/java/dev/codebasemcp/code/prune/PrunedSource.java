package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A text without the contents of its functions, and the mapping from its offsets to those of the original.
 *
 * <p>Parsing takes time for every token, and an outline shows nothing from inside a function but comments.
 */
public final class PrunedSource {
    private static final Comparator<Elision> OUTER_FIRST =
            Comparator.comparingInt(Elision::from).thenComparing(elision -> -elision.to());

    private final byte[] bytes;
    private final List<Elision> elisions;
    /** The positions of the elisions: offsets in {@link #bytes}, ascending. */
    private final int[] places;
    /** The number of bytes removed up to and including each elision. */
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
     * A part to remove from the original.
     *
     * @param to exclusive
     * @param tail whether it is the rest of an element: an element that ends at the elision then extends to its end
     */
    record Elision(int from, int to, boolean tail) {
        /** Creates an elision between two kept elements. */
        static Elision between(int from, int to) {
            return new Elision(from, to, false);
        }

        /** Creates an elision of the rest of an element whose start is kept. */
        static Elision tail(int from, int to) {
            return new Elision(from, to, true);
        }
    }

    /** Prunes a text with the pruner of its language. */
    public static PrunedSource of(Language language, byte[] code) {
        return BodyPruner.of(language).prune(code);
    }

    /** Wraps an unpruned text. */
    public static PrunedSource whole(byte[] bytes) {
        return new PrunedSource(bytes, List.of(), new int[0], new int[0], List.of(), List.of());
    }

    /**
     * Removes parts of a text.
     *
     * @param parts in any order; nested and adjacent parts are merged
     * @param comments the comments in these parts
     * @param attributes the macros in these parts that may be attributes
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

    /** Returns the text to parse. Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the removed comments, as offsets of the original. */
    public List<Span> comments() {
        return comments;
    }

    /** Returns the removed macros that may be attributes of the code below them, as offsets of the original. */
    public List<Span> attributes() {
        return attributes;
    }

    /** Maps a non-empty range of {@link #bytes()} to the original. */
    public Span inWhole(int from, int to) {
        return new Span(from + missingUpTo(from), to + (endsWithTail(to) ? missingUpTo(to) : missingBefore(to)));
    }

    private boolean endsWithTail(int offset) {
        int found = Arrays.binarySearch(places, offset);
        return found >= 0 && elisions.get(found).tail();
    }

    /** Returns the number of bytes removed before an offset, including an elision at the offset. */
    private int missingUpTo(int offset) {
        return missingBefore(offset + 1);
    }

    /** Returns the number of bytes removed before an offset, without an elision at the offset. */
    private int missingBefore(int offset) {
        int found = Arrays.binarySearch(places, offset);
        int before = found >= 0 ? found : -found - 1;
        return before == 0 ? 0 : missing[before - 1];
    }
}
