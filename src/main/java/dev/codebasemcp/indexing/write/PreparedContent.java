package dev.codebasemcp.indexing.write;

import dev.codebasemcp.database.index.ContentDraft;
import java.util.List;
import java.util.Optional;

/**
 * A content ready to be written, with the terms of its chunks.
 *
 * @param terms in the order of the draft's chunks
 * @param fault why the language's parser failed; empty if it succeeded or there is no parser
 */
public record PreparedContent(ContentDraft draft, List<ChunkTerms> terms, Optional<String> fault) {
    public PreparedContent {
        terms = List.copyOf(terms);
    }
}
