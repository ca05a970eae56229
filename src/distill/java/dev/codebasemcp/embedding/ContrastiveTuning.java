package dev.codebasemcp.embedding;

import java.util.List;
import java.util.Random;

/**
 * Moves the vectors of the word pieces so that comments come near to the code behind them, by gradient descent on
 * {@link InfoNce}. One thread and a fixed seed: the same input gives the same vectors. {@code docs/model.md} says how the
 * constants were chosen.
 */
final class ContrastiveTuning {
    private static final int BATCH = 512;
    private static final double TEMPERATURE = 0.2;
    private static final double FIRST_RATE = 0.001;
    private static final double DROPPED_SHARED_PIECES = 0.5;
    private static final int FEWEST_CODE_PIECES = 6;

    private final float[][] vectors;
    private final Adam adam;
    private final Random random;

    private ContrastiveTuning(float[][] vectors, Random random) {
        this.vectors = vectors;
        this.adam = new Adam(vectors);
        this.random = random;
    }

    /** Changes the vectors in one pass over the pairs of all packages, and gives the mean loss. */
    static double tune(float[][] vectors, List<List<TrainingPair>> packages, Random random) {
        return new ContrastiveTuning(vectors, random).pass(PairBatches.of(packages, BATCH, random));
    }

    private double pass(List<List<TrainingPair>> batches) {
        double loss = 0;
        for (int i = 0; i < batches.size(); i++) {
            double rate = FIRST_RATE * (batches.size() - i) / batches.size();
            loss += learn(batches.get(i), rate) / batches.size();
        }
        return loss;
    }

    private double learn(List<TrainingPair> batch, double rate) {
        List<TrainingPair> pairs = batch.stream()
                .map(pair -> pair.withoutShared(DROPPED_SHARED_PIECES, random))
                .filter(pair -> pair.code().size() >= FEWEST_CODE_PIECES)
                .toList();
        List<EmbeddedText> comments =
                embed(pairs.stream().map(TrainingPair::comment).toList());
        List<EmbeddedText> codes = embed(pairs.stream().map(TrainingPair::code).toList());
        InfoNce loss = new InfoNce(units(comments), units(codes), TEMPERATURE);
        SparseGradient gradient = new SparseGradient(vectors.length, vectors[0].length);
        propagate(comments, loss.commentGradients(), gradient);
        propagate(codes, loss.codeGradients(), gradient);
        adam.step(gradient, rate);
        return loss.loss();
    }

    private List<EmbeddedText> embed(List<WordBag> texts) {
        return texts.stream().map(text -> new EmbeddedText(text, vectors)).toList();
    }

    private static float[][] units(List<EmbeddedText> texts) {
        return texts.stream().map(EmbeddedText::unit).toArray(float[][]::new);
    }

    private static void propagate(List<EmbeddedText> texts, float[][] unitGradients, SparseGradient gradient) {
        for (int i = 0; i < unitGradients.length; i++) {
            texts.get(i).propagate(unitGradients[i], gradient);
        }
    }
}
