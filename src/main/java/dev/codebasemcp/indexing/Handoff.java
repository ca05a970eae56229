package dev.codebasemcp.indexing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * A queue between two stages, bounded to {@code capacity} total weight, so that the faster stage waits. After {@link
 * #end} or {@link #abort} no thread waits any longer. Thread-safe.
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
     * Adds an item as soon as there is room. An item heavier than the capacity waits until the queue is empty.
     *
     * @return false after {@link #abort}, when the item is dropped
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

    /** Waits for the next item; empty if all are taken after {@link #end}, or at once after {@link #abort}. */
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

    /** Marks that no more items will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Drops all queued items and releases all waiting threads. */
    synchronized void abort() {
        aborted = true;
        items.clear();
        notifyAll();
    }

    synchronized boolean isAborted() {
        return aborted;
    }
}
