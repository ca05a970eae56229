package dev.codebasemcp.search.retrieve;

import java.util.List;
import java.util.Map;

/** The cosines of chunks with the query. */
interface VectorScores {
    /** The best of the selected chunks. */
    List<ChunkPlace> best();

    /** The cosines of some chunks; one that has no vector is missing or 0. */
    Map<ChunkPlace, Float> of(List<ChunkPlace> places);
}
