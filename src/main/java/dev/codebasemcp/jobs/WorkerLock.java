package dev.codebasemcp.jobs;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.LockKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lock that says that a worker lives. Used by the worker's loop alone. */
final class WorkerLock implements AutoCloseable {
    private final Supplier<AdvisoryLocks> locks;
    private final LockKey key;
    private AdvisoryLocks.@Nullable Held held;

    WorkerLock(Supplier<AdvisoryLocks> locks, LockKey key) {
        this.locks = locks;
        this.key = key;
    }

    /** Takes the lock if it is not held, or not any more since its connection was lost. */
    void renew() {
        if (held != null && !held.isAlive()) {
            close();
        }
        if (held == null) {
            // Another worker may hold it for a moment to find out whether this one lives; then the next round has it.
            held = locks.get().tryHold(key).orElse(null);
        }
    }

    /** Whether it was held when {@link #renew} looked last. */
    boolean isHeld() {
        return held != null;
    }

    @Override
    public void close() {
        AdvisoryLocks.Held last = held;
        held = null;
        if (last != null) {
            last.close();
        }
    }
}
