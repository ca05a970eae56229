package dev.codebasemcp.embedding;

/**
 * Adam (Kingma, Ba: Adam: A method for stochastic optimization, 2015), with the authors' constants, over rows of which a
 * batch touches few: the moments of the others stay as they are.
 */
final class Adam {
    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.999f;
    private static final double NEVER_ZERO = 1e-8;

    private final float[][] values;
    private final float[][] means;
    private final float[][] squares;
    private double meanBias = 1;
    private double squareBias = 1;

    /** Changes these values, step by step. */
    Adam(float[][] values) {
        this.values = values;
        this.means = new float[values.length][values[0].length];
        this.squares = new float[values.length][values[0].length];
    }

    void step(SparseGradient gradient, double rate) {
        meanBias *= MEAN_DECAY;
        squareBias *= SQUARE_DECAY;
        double scale = rate / (1 - meanBias);
        double squareScale = 1 / (1 - squareBias);
        gradient.pieces().forEach(piece -> {
            moments(means[piece], squares[piece], gradient.of(piece));
            move(values[piece], means[piece], squares[piece], scale, squareScale);
        });
    }

    private static void moments(float[] mean, float[] square, float[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * gradient[i];
            square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * gradient[i] * gradient[i];
        }
    }

    private static void move(float[] value, float[] mean, float[] square, double scale, double squareScale) {
        for (int i = 0; i < value.length; i++) {
            value[i] -= (float) (scale * mean[i] / (Math.sqrt(squareScale * square[i]) + NEVER_ZERO));
        }
    }
}
