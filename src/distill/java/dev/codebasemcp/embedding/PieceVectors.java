package dev.codebasemcp.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The vectors of the word pieces at full precision; their lengths are the pieces' weights. */
record PieceVectors(List<String> vocabulary, float[][] rows) {
    private static final int DIMENSION = 256;
    /** The weight a/(a+p) of Arora, Liang, Ma: A simple but tough-to-beat baseline for sentence embeddings, 2017. */
    private static final double SMOOTHING = 1e-4;

    /** What the teacher says to each piece alone: principal components, weighted by the piece's rarity. */
    static PieceVectors of(Teacher teacher) throws IOException, OrtException {
        String[] all = teacher.vocabulary();
        List<String> kept = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int id = 0; id < all.length; id++) {
            if (isLanguage(all[id])) {
                kept.add(all[id]);
                rows.add(teacher.embed(id));
            }
        }
        PrincipalComponents components = PrincipalComponents.of(rows.toArray(double[][]::new), DIMENSION);
        float[][] vectors = new float[rows.size()][DIMENSION];
        for (int i = 0; i < vectors.length; i++) {
            double[] direction = components.project(rows.get(i));
            for (int d = 0; d < DIMENSION; d++) {
                vectors[i][d] = (float) (weight(i, vectors.length) * direction[d]);
            }
        }
        return new PieceVectors(kept, vectors);
    }

    /** Keeps pieces with a letter or digit: not the special and unused entries, not punctuation. */
    private static boolean isLanguage(String piece) {
        boolean special = piece.length() > 1 && piece.startsWith("[");
        return !special && piece.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** The vocabulary is in the order of frequency, so Zipf's law gives a piece's probability from its rank. */
    private static double weight(int rank, int pieces) {
        double probability = 1 / ((rank + 1) * StrictMath.log(pieces));
        return SMOOTHING / (SMOOTHING + probability);
    }

    PieceVectors copy() {
        float[][] copies = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copies[i] = rows[i].clone();
        }
        return new PieceVectors(vocabulary, copies);
    }

    /** The vectors this part of the way to others of the same pieces. */
    PieceVectors towards(PieceVectors others, float part) {
        PieceVectors mixed = copy();
        for (int i = 0; i < rows.length; i++) {
            Vectors.addScaled(mixed.rows[i], part, others.rows[i]);
            Vectors.addScaled(mixed.rows[i], -part, rows[i]);
        }
        return mixed;
    }

    /** The model with 8 bits a number. */
    StaticModel quantise(String name) {
        float[] scales = new float[rows.length];
        byte[] vectors = new byte[rows.length * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            float largest = Vectors.largest(rows[i]);
            scales[i] = largest / Byte.MAX_VALUE;
            for (int d = 0; d < DIMENSION; d++) {
                vectors[i * DIMENSION + d] = (byte) Math.rint((double) rows[i][d] / largest * Byte.MAX_VALUE);
            }
        }
        return new StaticModel(name, DIMENSION, vocabulary, scales, vectors);
    }
}
