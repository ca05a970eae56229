package dev.codebasemcp.database.index;

import java.util.SortedMap;

/**
 * A segment to write: the postings of all chunks of a batch. The ordinals follow the order of contents and chunks in
 * the batch.
 *
 * @param fieldLengths per chunk, one {@link FieldLength} code for each field of {@link TermFrequencies}
 * @param embeddingModel the model of the chunks' vectors
 * @param postings by term, in Java's string order, which approximates the order of the UTF-8 bytes
 */
public record SegmentDraft(
        byte[] fieldLengths, String embeddingModel, SortedMap<String, PostingList.Builder> postings) {}
