package dev.codebasemcp.embedding;

/**
 * The loss InfoNCE (van den Oord, Li, Vinyals: Representation learning with contrastive predictive coding, 2018) in both
 * directions: of all code of a batch, the comment's own is to be the most similar to it, and the other way round.
 */
final class InfoNce {
    private final float[][] comments;
    private final float[][] codes;
    private final double temperature;
    private final int size;
    private final double loss;
    /** How the loss changes with the cosine of each comment and each code. */
    private final float[][] slopes;

    /** Takes vectors of length 1; those of the same index belong together. */
    InfoNce(float[][] comments, float[][] codes, double temperature) {
        this.comments = comments;
        this.codes = codes;
        this.temperature = temperature;
        this.size = comments.length;
        double[][] odds = odds();
        double[] ofComment = new double[size];
        double[] ofCode = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                ofComment[i] += odds[i][j];
                ofCode[j] += odds[i][j];
            }
        }
        this.slopes = slopes(odds, ofComment, ofCode);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum -= StrictMath.log(odds[i][i] / ofComment[i]) + StrictMath.log(odds[i][i] / ofCode[i]);
        }
        this.loss = sum / (2 * size);
    }

    /** The mean over the batch and both directions. */
    double loss() {
        return loss;
    }

    float[][] commentGradients() {
        return Vectors.multiply(slopes, codes);
    }

    float[][] codeGradients() {
        return Vectors.multiply(Vectors.transpose(slopes), comments);
    }

    /** A cosine is at most 1, so the exponential needs no care against overflow. */
    private double[][] odds() {
        float[][] cosines = Vectors.multiply(comments, Vectors.transpose(codes));
        double[][] odds = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                odds[i][j] = StrictMath.exp(cosines[i][j] / temperature);
            }
        }
        return odds;
    }

    private float[][] slopes(double[][] odds, double[] ofComment, double[] ofCode) {
        float[][] all = new float[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double probability = (odds[i][j] / ofComment[i] + odds[i][j] / ofCode[j]) / 2;
                all[i][j] = (float) ((probability - (i == j ? 1 : 0)) / (size * temperature));
            }
        }
        return all;
    }
}
