package dev.codebasemcp.search.retrieve;

/** The place of a chunk in the loaded segments: a segment number and the ordinal in that segment. */
record ChunkPlace(int segment, int ordinal) {}
