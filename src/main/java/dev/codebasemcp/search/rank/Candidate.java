package dev.codebasemcp.search.rank;

import java.util.List;

/**
 * A chunk that a retriever brought, with what all retrievers know of it.
 *
 * @param chunkId its id in the project's database
 * @param file where it is
 * @param lexical its BM25 score, 0 if no term matches
 * @param cosine the dot product of its vector and the query's, 0 if it has none
 * @param definitions those of its definitions whose name the query asks for
 */
public record Candidate(long chunkId, FileRef file, float lexical, float cosine, List<DefinitionHit> definitions) {
    public Candidate {
        definitions = List.copyOf(definitions);
    }
}
