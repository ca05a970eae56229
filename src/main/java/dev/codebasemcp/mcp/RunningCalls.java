package dev.codebasemcp.mcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The unanswered requests by id. Removing a request entitles the caller to answer it, so each request gets at most
 * one answer, and a cancelled one gets none. Thread-safe.
 */
final class RunningCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Map<Object, Call> calls = new HashMap<>();

    /** Adds a request; false if one with this id is running. */
    boolean begin(Object id) {
        lock.lock();
        try {
            return calls.putIfAbsent(id, new Call()) == null;
        } finally {
            lock.unlock();
        }
    }

    /** Records the request's task, so that it can be interrupted. */
    void runsAs(Object id, Future<?> work) {
        lock.lock();
        try {
            Call call = calls.get(id);
            if (call != null) {
                call.work = Optional.of(work);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Answers and removes the request, unless it was removed before, when nobody wants the answer any more. The
     * answer is queued before {@link #awaitNone} can see the request gone.
     *
     * @param answer queues the answer; must not block
     */
    void finish(Object id, Runnable answer) {
        lock.lock();
        try {
            if (calls.containsKey(id)) {
                answer.run();
                remove(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code work}, which must not block, if the request is not answered or cancelled yet. */
    void whileRunning(Object id, Runnable work) {
        lock.lock();
        try {
            if (calls.containsKey(id)) {
                work.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes the request and interrupts its task; does nothing if it is not running. */
    void cancel(Object id) {
        remove(id).ifPresent(Call::interrupt);
    }

    /** Waits until no request is running; false if some are after {@code timeout}. */
    boolean awaitNone(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!calls.isEmpty() && left > 0) {
                left = empty.awaitNanos(left);
            }
            return calls.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Removes all requests, interrupts their tasks and returns their ids. */
    List<Object> cancelAll() {
        lock.lock();
        try {
            List<Object> ids = new ArrayList<>(calls.keySet());
            calls.values().forEach(Call::interrupt);
            calls.clear();
            empty.signalAll();
            return ids;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Call> remove(Object id) {
        lock.lock();
        try {
            Optional<Call> call = Optional.ofNullable(calls.remove(id));
            if (calls.isEmpty()) {
                empty.signalAll();
            }
            return call;
        } finally {
            lock.unlock();
        }
    }

    private static final class Call {
        private Optional<Future<?>> work = Optional.empty();

        void interrupt() {
            work.ifPresent(future -> future.cancel(true));
        }
    }
}
