package dev.codebasemcp.database.index;

import java.util.SortedMap;

/**
 * A segment to be written: the postings of all chunks of a batch, whose ordinals follow the order of its contents and
 * their chunks.
 *
 * @param fieldLengths for each chunk one {@link FieldLength} code for each field of {@link TermFrequencies}
 * @param embeddingModel the model of the chunks' vectors
 * @param postings by term, in the order of the terms' UTF-8 bytes as nearly as Java's string order gives it
 */
public record SegmentDraft(
        byte[] fieldLengths, String embeddingModel, SortedMap<String, PostingList.Builder> postings) {}
