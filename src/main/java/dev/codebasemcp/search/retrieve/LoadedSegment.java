package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.FieldLength;
import dev.codebasemcp.database.index.QuantizedVectors;
import dev.codebasemcp.database.index.SegmentRow;
import dev.codebasemcp.database.index.TermFrequencies;
import java.util.Arrays;

/** A segment in memory, prepared for scoring. Immutable. */
final class LoadedSegment {
    private static final float[] LENGTHS = lengths();

    private final SegmentRow row;
    private final byte[] vectors;
    private final float[] norms;
    private final int dimension;
    private final long[] signatures;

    LoadedSegment(SegmentRow row) {
        this.row = row;
        vectors = row.vectors().orElse(new byte[0]);
        dimension = size() == 0 ? 0 : vectors.length / size();
        norms = new float[dimension == 0 ? 0 : size()];
        for (int ordinal = 0; ordinal < norms.length; ordinal++) {
            norms[ordinal] = QuantizedVectors.norm(vectors, ordinal * dimension, dimension);
        }
        int words = QuantizedVectors.signatureWords(dimension);
        signatures = new long[norms.length * words];
        for (int ordinal = 0; ordinal < norms.length; ordinal++) {
            QuantizedVectors.sign(vectors, ordinal * dimension, dimension, signatures, ordinal * words);
        }
    }

    long id() {
        return row.id();
    }

    /** Returns the number of chunks. */
    int size() {
        return row.chunkIds().length;
    }

    long chunkId(int ordinal) {
        return row.chunkIds()[ordinal];
    }

    /** Returns the ordinal of a chunk, negative if it is not in this segment. */
    int ordinalOf(long chunkId) {
        return Arrays.binarySearch(row.chunkIds(), chunkId);
    }

    /** Returns the number of terms of a chunk in a field. */
    float length(int ordinal, int field) {
        return LENGTHS[row.fieldLengths()[ordinal * TermFrequencies.FIELDS + field] & 0xff];
    }

    /** Whether {@code model} made the vectors of its chunks, wherever they are stored. */
    boolean isEmbeddedBy(String model) {
        return row.embeddingModel().equals(model);
    }

    /** Whether it contains vectors of that length. */
    boolean holdsVectors(int length) {
        return dimension == length;
    }

    /** Returns the cosine of a chunk's vector with a quantized query of norm {@code queryNorm}; 0 if either is zero. */
    float cosine(int ordinal, byte[] query, float queryNorm) {
        float norm = norms[ordinal] * queryNorm;
        return norm == 0 ? 0 : QuantizedVectors.dot(query, vectors, ordinal * dimension) / norm;
    }

    /**
     * Returns the number of components whose signs differ between a chunk's vector and a query; see {@link
     * QuantizedVectors#sign}.
     */
    int signDistance(int ordinal, long[] query) {
        int distance = 0;
        int at = ordinal * query.length;
        for (int word = 0; word < query.length; word++) {
            distance += Long.bitCount(query[word] ^ signatures[at + word]);
        }
        return distance;
    }

    /** Returns the approximate size on the heap. */
    long bytes() {
        return 8L * (size() + signatures.length) + row.fieldLengths().length + vectors.length + 4L * norms.length;
    }

    private static float[] lengths() {
        float[] lengths = new float[256];
        for (int code = 0; code < lengths.length; code++) {
            lengths[code] = FieldLength.decode((byte) code);
        }
        return lengths;
    }
}
