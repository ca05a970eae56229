package dev.codebasemcp.database.index;

/**
 * A content as the search reads it. Its chunks have consecutive ids.
 *
 * @param language the language's id
 */
public record ContentRow(long id, String language, long firstChunkId, int chunkCount) {}
