package dev.codebasemcp.indexing;

import dev.codebasemcp.config.IndexingSettings;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.chunk.Chunker;
import dev.codebasemcp.model.ContentHash;
import java.nio.charset.StandardCharsets;

/**
 * How to index.
 *
 * @param threads files are prepared on so many threads
 * @param maxFileBytes larger files are skipped
 * @param batchChunks a batch is written as soon as it has so many chunks; the unit of loss
 */
public record IndexSettings(int threads, int maxFileBytes, int batchChunks) {
    /** Some four seconds of work, and the size of segment that merges rarely. */
    public static final int BATCH_CHUNKS = 8_192;

    /** What the user set, and our batches. */
    public static IndexSettings of(IndexingSettings settings) {
        return new IndexSettings(settings.threads(), settings.maxFileBytes(), BATCH_CHUNKS);
    }

    /** What the index depends on besides the files: if it changes, all files are looked into again. */
    String fingerprint(Embedder embedder) {
        return "chunker " + Chunker.CHUNKER_VERSION + ", " + embedder.model() + ", files up to " + maxFileBytes
                + " bytes";
    }

    /** The key of a content: the same bytes in another language, chunker or model are another content. */
    static ContentHash contentKey(ContentHash bytes, String language, Embedder embedder) {
        String rest = language + '\n' + Chunker.CHUNKER_VERSION + '\n' + embedder.model();
        return ContentHash.of(bytes.toBytes(), rest.getBytes(StandardCharsets.UTF_8));
    }
}
