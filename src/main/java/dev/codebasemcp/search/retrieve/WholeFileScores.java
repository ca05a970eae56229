package dev.codebasemcp.search.retrieve;

import java.util.Arrays;

/**
 * BM25F scores of whole contents. The frequencies of a term in all chunks of a content are added before they saturate, so a
 * content with all words of a query in different chunks scores more than one that repeats a single word. Not thread-safe.
 */
final class WholeFileScores {
    /** Files repeat a word more often than chunks do, so it saturates later. */
    private static final float K1 = 4f;
    /** A long file may be long because it does more, so length counts less than in chunks. */
    private static final float B = 0.3f;

    private final float[] scores;
    private final float[] frequencies;
    private final int[] touched;
    private final float[] lengths;
    private final float averageLength;
    private int count;

    /**
     * Starts without scores.
     *
     * @param lengths the weighted number of terms of each content
     * @param selection the contents that are searched
     */
    WholeFileScores(float[] lengths, Selection selection) {
        this.lengths = lengths;
        scores = new float[lengths.length];
        frequencies = new float[lengths.length];
        touched = new int[lengths.length];
        averageLength = (float) Math.max(
                1,
                selection
                        .contents()
                        .mapToDouble(content -> lengths[content])
                        .average()
                        .orElse(1));
    }

    /** Adds the weighted frequency of the current term in a chunk of a content. */
    void add(int content, float frequency) {
        if (frequencies[content] == 0) {
            touched[count] = content;
            count++;
        }
        frequencies[content] += frequency;
    }

    /** Ends the current term, whose inverse document frequency is {@code weight}. */
    void endTerm(float weight) {
        // in order, so that scores do not depend on the order of postings
        Arrays.sort(touched, 0, count);
        for (int i = 0; i < count; i++) {
            int content = touched[i];
            float relative = frequencies[content] / (1 - B + B * lengths[content] / averageLength);
            scores[content] += weight * relative / (K1 + relative);
            frequencies[content] = 0;
        }
        count = 0;
    }

    float of(int content) {
        return scores[content];
    }
}
