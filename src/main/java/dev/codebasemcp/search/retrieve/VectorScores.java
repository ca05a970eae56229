package dev.codebasemcp.search.retrieve;

import java.util.List;
import java.util.Map;

/** The cosine similarities of chunks to the query. */
interface VectorScores {
    /** Returns the best selected chunks. */
    List<ChunkPlace> best();

    /** Returns the cosines of the given chunks; a chunk without a vector is missing or 0. */
    Map<ChunkPlace, Float> of(List<ChunkPlace> places);
}
