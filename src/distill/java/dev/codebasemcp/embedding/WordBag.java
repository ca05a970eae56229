package dev.codebasemcp.embedding;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** How often a text has each word piece: all that a sum of vectors keeps of it. The pieces are in the order of their ids. */
final class WordBag {
    private final int[] pieces;
    private final int[] counts;

    private WordBag(int[] pieces, int[] counts) {
        this.pieces = pieces;
        this.counts = counts;
    }

    static WordBag of(int[] text) {
        int[] sorted = text.clone();
        Arrays.sort(sorted);
        int[] counts = new int[sorted.length];
        int distinct = 0;
        for (int piece : sorted) {
            if (distinct == 0 || sorted[distinct - 1] != piece) {
                sorted[distinct++] = piece;
            }
            counts[distinct - 1]++;
        }
        return new WordBag(Arrays.copyOf(sorted, distinct), Arrays.copyOf(counts, distinct));
    }

    /** The distinct pieces; not to be changed. */
    int[] pieces() {
        return pieces;
    }

    /** The length of the text. */
    int size() {
        return Arrays.stream(counts).sum();
    }

    WordBag without(IntPredicate dropped) {
        int[] keptPieces = new int[pieces.length];
        int[] keptCounts = new int[pieces.length];
        int kept = 0;
        for (int i = 0; i < pieces.length; i++) {
            if (!dropped.test(pieces[i])) {
                keptPieces[kept] = pieces[i];
                keptCounts[kept++] = counts[i];
            }
        }
        return new WordBag(Arrays.copyOf(keptPieces, kept), Arrays.copyOf(keptCounts, kept));
    }

    /** The sum of the text's vectors. */
    float[] sum(float[][] vectors) {
        float[] sum = new float[vectors[0].length];
        for (int i = 0; i < pieces.length; i++) {
            Vectors.addScaled(sum, counts[i], vectors[pieces[i]]);
        }
        return sum;
    }

    /** Hands the gradient of the text's sum down to its pieces. */
    void propagate(float[] gradient, SparseGradient pieceGradients) {
        for (int i = 0; i < pieces.length; i++) {
            pieceGradients.add(pieces[i], counts[i], gradient);
        }
    }
}
