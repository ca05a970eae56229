package dev.codebasemcp.embedding;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The vector of a word is the sum of its pieces' vectors. Code repeats words, so recent ones are cached.
 *
 * <p>A word's hash selects its only slot, and a new word replaces the old one. So memory is bounded (about 9 MB for 256
 * dimensions), and no lock is needed. A race only computes the same values twice. Thread-safe.
 */
final class WordVectors {
    private static final int SLOTS = 1 << 13;

    /** A cached word in ASCII lower case, and its vector, which is empty if the word has no pieces. */
    private static final class Entry {
        private final int hash;
        private final char[] word;
        private final float[] vector;

        Entry(int hash, char[] word, float[] vector) {
            this.hash = hash;
            this.word = word;
            this.vector = vector;
        }

        boolean matches(int otherHash, String text, int from, int to) {
            if (otherHash != hash || to - from != word.length) {
                return false;
            }
            for (int i = 0; i < word.length; i++) {
                if (lower(text.charAt(from + i)) != word[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);
    private final StaticModel model;
    private final WordPieces pieces;

    WordVectors(StaticModel model) {
        this.model = model;
        this.pieces = new WordPieces(model.vocabulary());
    }

    /** Adds the vector of the word of a text from one index to another, which is excluded, to a sum. */
    void addTo(float[] sum, String text, int from, int to) {
        if (to - from > WordPieces.LONGEST_WORD) {
            return;
        }
        accumulate(sum, vector(text, from, to));
    }

    /**
     * A separate method, so that the JIT compiles it separately: inlined into the lookup, it was recompiled again and again.
     */
    private static void accumulate(float[] sum, float[] vector) {
        for (int i = 0; i < vector.length; i++) {
            sum[i] += vector[i];
        }
    }

    private float[] vector(String text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + lower(text.charAt(i));
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        Entry known = slots.getAcquire(slot);
        if (known != null && known.matches(hash, text, from, to)) {
            return known.vector;
        }
        Entry fresh = compute(hash, text, from, to);
        slots.setRelease(slot, fresh);
        return fresh.vector;
    }

    private Entry compute(int hash, String text, int from, int to) {
        char[] word = new char[to - from];
        for (int i = 0; i < word.length; i++) {
            word[i] = lower(text.charAt(from + i));
        }
        int[] ids = pieces.of(new String(word));
        float[] vector = new float[ids.length == 0 ? 0 : model.dimension()];
        for (int id : ids) {
            model.addTo(vector, id);
        }
        return new Entry(hash, word, vector);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
