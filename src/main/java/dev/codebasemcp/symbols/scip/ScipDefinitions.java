package dev.codebasemcp.symbols.scip;

import dev.codebasemcp.symbols.scip.ScipDocument.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the symbols of an index are defined, by a hash of their names: large indexes define a million, whose names alone fill the
 * memory. Two names may have one hash, so whoever asks looks at what is there. Immutable.
 */
final class ScipDefinitions {
    /** Bytes for each, in all arrays. */
    static final int BYTES_EACH = 32;
    /** A namespace is defined in each file, and no one asks for all of these. */
    private static final int MOST_FOUND = 100;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long[] hashes;
    private final int[] places;
    /** For each definition the one before it in its bucket, or -1. */
    private final int[] previous;
    /** For each bucket its last definition, or -1. */
    private final int[] buckets;

    private ScipDefinitions(long[] hashes, int[] places) {
        this.hashes = hashes;
        this.places = places;
        this.previous = new int[hashes.length];
        this.buckets = new int[Integer.highestOneBit(Math.max(1, hashes.length)) * 2];
        Arrays.fill(buckets, -1);
        for (int i = 0; i < hashes.length; i++) {
            int bucket = bucket(hashes[i]);
            previous[i] = buckets[bucket];
            buckets[bucket] = i;
        }
    }

    /** A place in a document, by the number of the document in its index. */
    record Place(int document, Position start) {}

    /** Returns where a symbol is defined, the last first. */
    List<Place> of(String symbol) {
        long hash = hash(symbol);
        List<Place> found = new ArrayList<>();
        for (int i = buckets[bucket(hash)]; i >= 0 && found.size() < MOST_FOUND; i = previous[i]) {
            if (hashes[i] == hash) {
                int at = i * Builder.NUMBERS;
                found.add(new Place(places[at], new Position(places[at + 1], places[at + 2])));
            }
        }
        return found;
    }

    private int bucket(long hash) {
        return (int) hash & (buckets.length - 1);
    }

    private static long hash(String symbol) {
        long hash = symbol.length();
        for (int i = 0; i < symbol.length(); i++) {
            hash = (hash ^ symbol.charAt(i)) * FACTOR;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Collects definitions. */
    static final class Builder {
        private static final int NUMBERS = 3;

        private long[] hashes = new long[64];
        private int[] places = new int[64 * NUMBERS];
        private int size;

        int size() {
            return size;
        }

        void add(String symbol, int document, Position start) {
            if (size == hashes.length) {
                int larger = size + (size >> 1);
                hashes = Arrays.copyOf(hashes, larger);
                places = Arrays.copyOf(places, larger * NUMBERS);
            }
            hashes[size] = hash(symbol);
            places[size * NUMBERS] = document;
            places[size * NUMBERS + 1] = start.line();
            places[size * NUMBERS + 2] = start.column();
            size++;
        }

        ScipDefinitions build() {
            return new ScipDefinitions(Arrays.copyOf(hashes, size), Arrays.copyOf(places, size * NUMBERS));
        }
    }
}
