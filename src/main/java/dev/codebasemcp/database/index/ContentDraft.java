package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.util.List;

/**
 * A content to write.
 *
 * @param hash of its bytes and of everything else that determines its chunks
 * @param language the language's id
 * @param chunks in order of their lines
 */
public record ContentDraft(ContentHash hash, String language, List<ChunkDraft> chunks) {
    public ContentDraft {
        chunks = List.copyOf(chunks);
    }
}
