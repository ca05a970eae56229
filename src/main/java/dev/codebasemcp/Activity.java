package dev.codebasemcp;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls and jobs that run now, so that others can wait for a time without any. Thread-safe. */
final class Activity {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int running;
    private long begun;

    /** A call or a job; ends when it is closed. */
    interface Work extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins a call or a job. */
    Work begin() {
        lock.lock();
        try {
            running++;
            begun++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this::end;
    }

    private void end() {
        lock.lock();
        try {
            running--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nothing has run for a time.
     *
     * @return the number of calls and jobs so far, for {@link #awaitMoreThan}
     */
    long awaitQuiet(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long seen = begun;
            long left = time.toNanos();
            while (left > 0) {
                if (running > 0) {
                    changed.await();
                    left = time.toNanos();
                } else {
                    left = changed.awaitNanos(left);
                }
                if (begun != seen) {
                    seen = begun;
                    left = time.toNanos();
                }
            }
            return seen;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more calls and jobs have begun than {@code seen}. */
    void awaitMoreThan(long seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (begun <= seen) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
