package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.QuantizedVectors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The portable flavour: compares the query with every selected vector of the loaded segments. If there are many,
 * compares signs first, which takes a fiftieth of the time, and then the most similar ones in full.
 */
final class ScannedVectors implements VectorScores {
    /** Up to this many vectors are all compared in full: some 3 ms. */
    private static final int ALL = 20_000;
    /** Above that, the fraction to compare in full: one in this many, at least {@link #LEAST}. */
    private static final int ONE_IN = 40;

    private static final int LEAST = 4_000;
    private final LoadedIndex index;
    private final QueryVector query;
    private final int limit;
    private final byte[] quantized;
    private final float norm;
    private final long[] signs;

    ScannedVectors(LoadedIndex index, QueryVector query, int limit) {
        this.index = index;
        this.query = query;
        this.limit = limit;
        quantized = new byte[query.vector().length];
        QuantizedVectors.quantize(query.vector(), quantized, 0);
        norm = QuantizedVectors.norm(quantized, 0, quantized.length);
        signs = new long[QuantizedVectors.signatureWords(quantized.length)];
        QuantizedVectors.sign(quantized, 0, quantized.length, signs, 0);
    }

    @Override
    public List<ChunkPlace> best() {
        TopChunks best = new TopChunks(index, limit);
        if (norm > 0) {
            int furthest = furthest();
            forEachSelected((number, segment, ordinal) -> {
                if (segment.signDistance(ordinal, signs) <= furthest) {
                    best.offer(number, ordinal, segment.cosine(ordinal, quantized, norm));
                }
            });
        }
        return best.places();
    }

    /** Returns the maximum number of different signs of vectors to compare in full. */
    private int furthest() {
        int[] counts = new int[quantized.length + 1];
        forEachSelected((number, segment, ordinal) -> counts[segment.signDistance(ordinal, signs)]++);
        int all = Arrays.stream(counts).sum();
        int wanted = all <= ALL ? all : Math.max(LEAST, all / ONE_IN);
        int furthest = 0;
        for (int found = counts[0]; found < wanted; found += counts[furthest]) {
            furthest++;
        }
        return furthest;
    }

    /** Receives one selected chunk. */
    @FunctionalInterface
    private interface Visitor {
        void visit(int number, LoadedSegment segment, int ordinal);
    }

    private void forEachSelected(Visitor visitor) {
        for (int number = 0; number < index.segments().size(); number++) {
            LoadedSegment segment = index.segments().get(number);
            if (isComparable(segment)) {
                int[] contents = index.catalogue().contentsOf(segment);
                for (int ordinal = 0; ordinal < contents.length; ordinal++) {
                    if (index.selection().contains(contents[ordinal])) {
                        visitor.visit(number, segment, ordinal);
                    }
                }
            }
        }
    }

    @Override
    public Map<ChunkPlace, Float> of(List<ChunkPlace> places) {
        Map<ChunkPlace, Float> cosines = new HashMap<>();
        for (ChunkPlace place : places) {
            LoadedSegment segment = index.segments().get(place.segment());
            if (isComparable(segment)) {
                cosines.put(place, segment.cosine(place.ordinal(), quantized, norm));
            }
        }
        return cosines;
    }

    private boolean isComparable(LoadedSegment segment) {
        return segment.isEmbeddedBy(query.model()) && segment.holdsVectors(quantized.length);
    }
}
