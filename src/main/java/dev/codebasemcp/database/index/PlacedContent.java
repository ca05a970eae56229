package dev.codebasemcp.database.index;

import java.io.IOException;
import java.util.List;

/**
 * A content with its ids; its chunks' ids are consecutive.
 *
 * @param isNew whether the table of contents lacks a row for it
 */
record PlacedContent(ContentDraft draft, long id, long firstChunkId, boolean isNew) {
    /** Visits each chunk with its ids. */
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
