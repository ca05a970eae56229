package dev.codebasemcp.indexing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Passes items from one stage's threads to the next's, and makes the faster stage wait: at most {@code capacity} weight
 * is under way. It ends in one of two ways, and nobody waits for ever after either. Safe for threads.
 */
final class Handoff<T> {
    private record Item<T>(T value, long weight) {}

    private final long capacity;

    @GuardedBy("this") private final Queue<Item<T>> items = new ArrayDeque<>();

    @GuardedBy("this") private long weight;

    @GuardedBy("this") private boolean ended;

    @GuardedBy("this") private boolean aborted;

    Handoff(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Passes an item on, as soon as there is room; one that weighs more than all the room waits for all of it.
     *
     * @return whether it will be taken: false after {@link #abort}
     */
    synchronized boolean put(T value, long itemWeight) throws InterruptedException {
        while (!aborted && !items.isEmpty() && weight + itemWeight > capacity) {
            wait();
        }
        if (aborted) {
            return false;
        }
        items.add(new Item<>(value, itemWeight));
        weight += itemWeight;
        notifyAll();
        return true;
    }

    /** The next item, waiting for it; empty once all are taken after {@link #end}, or at once after {@link #abort}. */
    synchronized Optional<T> take() throws InterruptedException {
        while (!aborted && !ended && items.isEmpty()) {
            wait();
        }
        Item<T> item = aborted ? null : items.poll();
        if (item == null) {
            return Optional.empty();
        }
        weight -= item.weight;
        notifyAll();
        return Optional.of(item.value);
    }

    /** No more items will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Whatever is under way is dropped, and nobody waits any more. */
    synchronized void abort() {
        aborted = true;
        items.clear();
        notifyAll();
    }

    synchronized boolean isAborted() {
        return aborted;
    }
}
