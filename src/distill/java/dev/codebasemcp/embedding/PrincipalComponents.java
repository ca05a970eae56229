package dev.codebasemcp.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The directions in which a set of vectors varies most, by Jacobi's eigenvalue method: slow, simple, deterministic. */
final class PrincipalComponents {
    private static final int SWEEPS = 20;
    private static final double NEGLIGIBLE = 1e-12;

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;

    private PrincipalComponents(double[] mean, double[][] components, double[] variances) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
    }

    /** Finds the {@code count} first components, the strongest first, each of length 1. */
    static PrincipalComponents of(double[][] rows, int count) {
        double[] mean = mean(rows);
        double[][] matrix = covariance(rows, mean);
        double[][] vectors = diagonalise(matrix);
        List<Integer> strongest = IntStream.range(0, mean.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -matrix[i][i]))
                .limit(count)
                .toList();
        return new PrincipalComponents(
                mean,
                strongest.stream().map(i -> vectors[i]).toArray(double[][]::new),
                strongest.stream().mapToDouble(i -> matrix[i][i]).toArray());
    }

    /**
     * The vector, seen from the mean, in the coordinates of the components, each divided by the square root of its
     * standard deviation, and then of length 1. The few strongest components say more about the kind of a word than
     * about its meaning; without the division they would outweigh the others.
     */
    double[] project(double[] row) {
        double[] projected = new double[components.length];
        double squares = 0;
        for (int c = 0; c < projected.length; c++) {
            for (int i = 0; i < mean.length; i++) {
                projected[c] += (row[i] - mean[i]) * components[c][i];
            }
            projected[c] /= Math.sqrt(Math.sqrt(variances[c]));
            squares += projected[c] * projected[c];
        }
        double length = Math.sqrt(squares);
        return Arrays.stream(projected).map(value -> value / length).toArray();
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(double[][] rows, double[] mean) {
        int size = mean.length;
        double[][] matrix = new double[size][size];
        double[] centred = new double[size];
        for (double[] row : rows) {
            for (int i = 0; i < size; i++) {
                centred[i] = row[i] - mean[i];
            }
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    matrix[i][j] += centred[i] * centred[j] / rows.length;
                }
            }
        }
        return matrix;
    }

    /** Rotates the symmetric matrix until it is diagonal; the rows of the answer are its eigenvectors. */
    private static double[][] diagonalise(double[][] matrix) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (Math.abs(matrix[p][q]) > NEGLIGIBLE) {
                        rotate(matrix, vectors, p, q);
                    }
                }
            }
        }
        return vectors;
    }

    /** One rotation in the plane of p and q, after which {@code matrix[p][q]} is 0. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double atP = row[p];
            double atQ = row[q];
            row[p] = cosine * atP - sine * atQ;
            row[q] = sine * atP + cosine * atQ;
        }
        rotateRows(matrix[p], matrix[q], cosine, sine);
        rotateRows(vectors[p], vectors[q], cosine, sine);
    }

    private static void rotateRows(double[] rowP, double[] rowQ, double cosine, double sine) {
        for (int i = 0; i < rowP.length; i++) {
            double atP = rowP[i];
            double atQ = rowQ[i];
            rowP[i] = cosine * atP - sine * atQ;
            rowQ[i] = sine * atP + cosine * atQ;
        }
    }
}
