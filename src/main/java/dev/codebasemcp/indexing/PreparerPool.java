package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.write.ContentPreparer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Keeps the workers' tools from one run to the next: each makes a parser for every grammar it meets. Safe for threads; each tool belongs to one thread at a time.
 */
public final class PreparerPool implements AutoCloseable {
    private final Supplier<ContentPreparer> make;
    private final Deque<ContentPreparer> idle = new ArrayDeque<>();
    private boolean closed;

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
            if (!closed) {
                idle.push(preparer);
                return;
            }
        }
        preparer.close();
    }

    /** Closes the idle ones now, and those in use when they come back. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(ContentPreparer::close);
            idle.clear();
        }
    }
}
