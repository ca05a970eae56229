package dev.codebasemcp.embedding;

import java.util.BitSet;
import java.util.stream.IntStream;

/** The gradient of a batch: rows for the few word pieces that occur in it. */
final class SparseGradient {
    private final float[][] rows;
    private final int dimension;
    private final BitSet touched = new BitSet();

    SparseGradient(int pieces, int dimension) {
        this.rows = new float[pieces][];
        this.dimension = dimension;
    }

    void add(int piece, float factor, float[] gradient) {
        if (!touched.get(piece)) {
            touched.set(piece);
            rows[piece] = new float[dimension];
        }
        Vectors.addScaled(rows[piece], factor, gradient);
    }

    IntStream pieces() {
        return touched.stream();
    }

    float[] of(int piece) {
        return rows[piece];
    }
}
