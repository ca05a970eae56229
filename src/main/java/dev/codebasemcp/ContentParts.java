package dev.codebasemcp;

import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.indexing.ContentIndexerPool;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.quarantine.Quarantine;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The parts that parse and embed the contents of files.
 *
 * @param embedder the model, loaded by the first use
 */
record ContentParts(Lazy<Embedder> embedder, Outliner outliner, ContentIndexerPool preparers) {
    static ContentParts of(Path home, Clock clock) {
        Lazy<Embedder> embedder = new Lazy<>(StaticEmbedder::builtIn);
        Outliner outliner =
                new Outliner(new Grammars(home.resolve("natives")), new Quarantine(home.resolve("parsing"), clock));
        return new ContentParts(
                embedder, outliner, new ContentIndexerPool(() -> new ContentIndexer(outliner, embedder.get())));
    }

    /** Gives back the memory of what can be loaded again. */
    void release() {
        preparers.clear();
        outliner.freeIdle();
        embedder.forget();
    }
}
