package dev.codebasemcp.indexing.write;

import dev.codebasemcp.database.index.ContentDraft;
import java.util.List;

/**
 * A content ready to be written, with the terms of its chunks.
 *
 * @param terms in the order of the draft's chunks
 */
public record PreparedContent(ContentDraft draft, List<ChunkTerms> terms) {
    public PreparedContent {
        terms = List.copyOf(terms);
    }
}
