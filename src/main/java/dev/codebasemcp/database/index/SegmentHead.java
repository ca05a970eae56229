package dev.codebasemcp.database.index;

/** What tells a segment's place and size without loading it. */
public record SegmentHead(long id, int chunkCount) {}
