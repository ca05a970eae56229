package dev.codebasemcp.database.index;

/** A segment's position and size, known without loading it. */
public record SegmentHead(long id, int chunkCount) {}
