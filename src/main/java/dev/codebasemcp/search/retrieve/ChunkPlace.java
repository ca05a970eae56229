package dev.codebasemcp.search.retrieve;

/** A chunk by its place in the loaded segments: the number of the segment and the ordinal in it. */
record ChunkPlace(int segment, int ordinal) {}
