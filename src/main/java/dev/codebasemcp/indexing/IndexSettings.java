package dev.codebasemcp.indexing;

import dev.codebasemcp.config.IndexingSettings;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.chunk.Chunker;
import dev.codebasemcp.model.ContentHash;
import java.nio.charset.StandardCharsets;

/**
 * Settings of indexing runs.
 *
 * @param threads the number of threads that prepare files
 * @param maxFileBytes larger files are skipped
 * @param batchChunks the size at which a batch is written; a crash loses at most one batch
 */
public record IndexSettings(int threads, int maxFileBytes, int batchChunks) {
    /** About four seconds of work, and large enough that segments are rarely merged. */
    public static final int BATCH_CHUNKS = 8_192;

    /** Returns the user's settings with the default batch size. */
    public static IndexSettings of(IndexingSettings settings) {
        return new IndexSettings(settings.threads(), settings.maxFileBytes(), BATCH_CHUNKS);
    }

    /** All that the index depends on besides the files; if it changes, the next run reads all files again. */
    String fingerprint(Embedder embedder) {
        return "chunker " + Chunker.CHUNKER_VERSION + ", " + embedder.model() + ", files up to " + maxFileBytes
                + " bytes";
    }

    /** The key of a content: the same bytes under another language, chunker or model are a different content. */
    static ContentHash contentKey(ContentHash bytes, String language, Embedder embedder) {
        String rest = language + '\n' + Chunker.CHUNKER_VERSION + '\n' + embedder.model();
        return ContentHash.of(bytes.toBytes(), rest.getBytes(StandardCharsets.UTF_8));
    }
}
