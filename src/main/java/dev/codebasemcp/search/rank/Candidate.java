package dev.codebasemcp.search.rank;

import java.util.List;
import java.util.Optional;

/**
 * A retrieved chunk, with the results of all retrievers.
 *
 * @param chunkId its id in the project's database
 * @param file its file
 * @param lexical its BM25 score, 0 if no term matches
 * @param wholeFile the BM25 score of all chunks of its file together, 0 if no term matches
 * @param cosine the dot product of its vector and the query's, 0 if it has no vector
 * @param definitions its definitions whose names the query asks for
 * @param quoted whether its text holds a text that the query quotes
 * @param named how the query names its file, if it does
 */
public record Candidate(
        long chunkId,
        FileRef file,
        float lexical,
        float wholeFile,
        float cosine,
        List<DefinitionHit> definitions,
        boolean quoted,
        Optional<NamedPath> named) {
    public Candidate {
        definitions = List.copyOf(definitions);
    }
}
