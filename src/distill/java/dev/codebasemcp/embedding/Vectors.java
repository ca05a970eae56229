package dev.codebasemcp.embedding;

/** Plain loops in a fixed order: the same sums on every machine, and adding is what the compiler makes vector code of. */
final class Vectors {
    private Vectors() {}

    static void addScaled(float[] sum, float factor, float[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * values[i];
        }
    }

    static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    /** The largest absolute value. */
    static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    static float[][] transpose(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /** The product of two matrices, given as rows. */
    static float[][] multiply(float[][] left, float[][] right) {
        float[][] product = new float[left.length][right[0].length];
        for (int i = 0; i < left.length; i++) {
            for (int k = 0; k < right.length; k++) {
                addScaled(product[i], left[i][k], right[k]);
            }
        }
        return product;
    }
}
