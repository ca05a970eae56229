package dev.codebasemcp.search.rank;

import java.util.List;

/**
 * A retrieved chunk, with the results of all retrievers.
 *
 * @param chunkId its id in the project's database
 * @param file its file
 * @param lexical its BM25 score, 0 if no term matches
 * @param cosine the dot product of its vector and the query's, 0 if it has no vector
 * @param definitions its definitions whose names the query asks for
 */
public record Candidate(long chunkId, FileRef file, float lexical, float cosine, List<DefinitionHit> definitions) {
    public Candidate {
        definitions = List.copyOf(definitions);
    }
}
