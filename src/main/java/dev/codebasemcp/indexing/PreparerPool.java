package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.write.ContentPreparer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Keeps the workers' tools from one run to the next, with the words that they know. Safe for threads; each tool belongs to
 * one thread at a time.
 */
public final class PreparerPool {
    private final Supplier<ContentPreparer> make;
    private final Deque<ContentPreparer> idle = new ArrayDeque<>();

    public PreparerPool(Supplier<ContentPreparer> make) {
        this.make = make;
    }

    /** An idle one, or a new one; to be given back. */
    ContentPreparer take() {
        synchronized (idle) {
            ContentPreparer preparer = idle.poll();
            if (preparer != null) {
                return preparer;
            }
        }
        return make.get();
    }

    void giveBack(ContentPreparer preparer) {
        synchronized (idle) {
            idle.push(preparer);
        }
    }
}
