package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.TermFrequencies;
import java.util.function.LongToIntFunction;

/**
 * The live chunks of a segment according to a catalogue. Postings and vectors of deleted chunks stay until the segment
 * is rewritten, and must be ignored.
 *
 * @param contents the content of each chunk by ordinal, -1 if it is deleted
 * @param count the number of live chunks
 * @param lengthSums the sum of the live chunks' lengths by field
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

    /** Whether no chunk is deleted. */
    boolean isWhole() {
        return count == contents.length;
    }
}
