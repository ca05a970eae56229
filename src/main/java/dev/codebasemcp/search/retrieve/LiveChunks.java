package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.TermFrequencies;
import java.util.function.LongToIntFunction;

/**
 * The chunks of a segment that are still there, as a catalogue sees them: postings and vectors of the others stay until the
 * segment is rewritten, and must count nowhere.
 *
 * @param contents the content of each chunk by ordinal, -1 if it is gone
 * @param count how many are there
 * @param lengthSums the sum of their lengths by field
 */
record LiveChunks(int[] contents, int count, long[] lengthSums) {
    static LiveChunks of(LoadedSegment segment, LongToIntFunction contentOf) {
        int[] contents = new int[segment.size()];
        long[] sums = new long[TermFrequencies.FIELDS];
        int count = 0;
        for (int ordinal = 0; ordinal < contents.length; ordinal++) {
            contents[ordinal] = contentOf.applyAsInt(segment.chunkId(ordinal));
            if (contents[ordinal] >= 0) {
                count++;
                for (int field = 0; field < sums.length; field++) {
                    sums[field] += (long) segment.length(ordinal, field);
                }
            }
        }
        return new LiveChunks(contents, count, sums);
    }

    /** Whether none is gone. */
    boolean isWhole() {
        return count == contents.length;
    }
}
