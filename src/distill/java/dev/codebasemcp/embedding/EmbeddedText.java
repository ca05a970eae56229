package dev.codebasemcp.embedding;

/** A text's vector of length 1, and the way back from it to the vectors of the word pieces. */
final class EmbeddedText {
    private static final double NEVER_ZERO = 1e-9;

    private final WordBag words;
    private final float[] unit;
    private final double length;

    EmbeddedText(WordBag words, float[][] vectors) {
        this.words = words;
        float[] sum = words.sum(vectors);
        this.length = Math.max(NEVER_ZERO, Math.sqrt(Vectors.dot(sum, sum)));
        this.unit = new float[sum.length];
        Vectors.addScaled(unit, (float) (1 / length), sum);
    }

    float[] unit() {
        return unit;
    }

    /** Only what is across the vector changes a vector of length 1. */
    void propagate(float[] unitGradient, SparseGradient pieceGradients) {
        float[] gradient = unitGradient.clone();
        Vectors.addScaled(gradient, (float) -Vectors.dot(unitGradient, unit), unit);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= (float) length;
        }
        words.propagate(gradient, pieceGradients);
    }
}
