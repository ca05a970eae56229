package dev.codebasemcp.database.index;

/**
 * The chunks of a segment that contain a term.
 *
 * @param data in the format of {@link PostingList}
 */
public record PostingsRow(long segmentId, String term, int documentFrequency, byte[] data) {}
