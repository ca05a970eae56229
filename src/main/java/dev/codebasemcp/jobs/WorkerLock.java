package dev.codebasemcp.jobs;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.LockKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lock that marks a worker as alive. Used by the worker's loop only. */
final class WorkerLock implements AutoCloseable {
    private final Supplier<AdvisoryLocks> locks;
    private final LockKey key;
    private AdvisoryLocks.@Nullable Held held;

    WorkerLock(Supplier<AdvisoryLocks> locks, LockKey key) {
        this.locks = locks;
        this.key = key;
    }

    /** Takes the lock unless it is held; takes it again after its connection was lost. */
    void renew() {
        if (held != null && !held.isAlive()) {
            close();
        }
        if (held == null) {
            // Another worker may hold it briefly to test whether this one is alive; then the next poll gets it.
            held = locks.get().tryHold(key).orElse(null);
        }
    }

    /** Whether the last {@link #renew} found or took it. */
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
