package dev.codebasemcp.database.index;

import java.io.IOException;
import java.util.List;

/**
 * A content with the ids under which it is written; its chunks' ids are consecutive.
 *
 * @param isNew whether the table of contents has no row of it yet
 */
record PlacedContent(ContentDraft draft, long id, long firstChunkId, boolean isNew) {
    /** Takes each chunk with its ids. */
    @FunctionalInterface
    interface ChunkVisitor {
        void visit(long contentId, long chunkId, ChunkDraft chunk) throws IOException;
    }

    static void forEachChunk(List<PlacedContent> contents, ChunkVisitor visitor) throws IOException {
        for (PlacedContent content : contents) {
            long chunkId = content.firstChunkId;
            for (ChunkDraft chunk : content.draft.chunks()) {
                visitor.visit(content.id, chunkId++, chunk);
            }
        }
    }
}
