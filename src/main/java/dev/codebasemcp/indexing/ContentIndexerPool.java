package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.write.ContentIndexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Keeps the workers' tools from one run to the next, with the words that they know. Safe for threads; each tool belongs to
 * one thread at a time.
 */
public final class ContentIndexerPool {
    private final Supplier<ContentIndexer> make;
    private final Deque<ContentIndexer> idle = new ArrayDeque<>();

    public ContentIndexerPool(Supplier<ContentIndexer> make) {
        this.make = make;
    }

    /** An idle one, or a new one; to be given back. */
    ContentIndexer take() {
        synchronized (idle) {
            ContentIndexer preparer = idle.poll();
            if (preparer != null) {
                return preparer;
            }
        }
        return make.get();
    }

    void giveBack(ContentIndexer preparer) {
        synchronized (idle) {
            idle.push(preparer);
        }
    }
}
