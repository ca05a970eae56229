package dev.codebasemcp.database.index;

/**
 * A chunk at a line.
 *
 * @param lastLine the chunk's last line, which has text
 */
public record LineChunk(long id, int lastLine) {}
