package dev.codebasemcp.database.index;

import java.util.Optional;

/**
 * A segment with its packed columns.
 *
 * @param chunkIds the id of each chunk by ordinal, ascending
 * @param fieldLengths per chunk, one {@link FieldLength} code for each field of {@link TermFrequencies}
 * @param vectors {@link QuantizedVectors} of the chunks; empty in the pgvector flavour
 */
public record SegmentRow(
        long id, long[] chunkIds, byte[] fieldLengths, String embeddingModel, Optional<byte[]> vectors) {}
