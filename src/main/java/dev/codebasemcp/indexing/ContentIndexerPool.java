package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.write.ContentIndexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Keeps content indexers, with their cached terms, between runs. Thread-safe; each indexer belongs to one thread at a
 * time.
 */
public final class ContentIndexerPool {
    private final Supplier<ContentIndexer> make;
    private final Deque<ContentIndexer> idle = new ArrayDeque<>();

    public ContentIndexerPool(Supplier<ContentIndexer> make) {
        this.make = make;
    }

    /** Returns an idle or new indexer; the caller gives it back. */
    ContentIndexer take() {
        synchronized (idle) {
            ContentIndexer indexer = idle.poll();
            if (indexer != null) {
                return indexer;
            }
        }
        return make.get();
    }

    /** Lets go of the idle indexers. */
    public void clear() {
        synchronized (idle) {
            idle.clear();
        }
    }

    void giveBack(ContentIndexer indexer) {
        synchronized (idle) {
            idle.push(indexer);
        }
    }
}
