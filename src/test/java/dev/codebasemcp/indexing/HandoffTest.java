package dev.codebasemcp.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What bounds the memory of a run, whatever the size of the repository. */
@Timeout(30)
class HandoffTest {
    private static final int ITEMS = 1_000;

    @Test
    void aFastStageGetsNoFurtherAheadThanTheCapacity() throws InterruptedException {
        Handoff<Integer> handoff = new Handoff<>(30);
        AtomicInteger accepted = new AtomicInteger();
        Thread fast = Executors.defaultThreadFactory().newThread(() -> putAll(handoff, accepted));
        fast.start();

        for (int taken = 0; taken < ITEMS; taken++) {
            awaitPause(fast);
            assertThat(accepted.get() - taken).isLessThanOrEqualTo(3);
            assertThat(handoff.take()).contains(taken);
        }

        fast.join();
        handoff.end();
        assertThat(handoff.take()).isEmpty();
    }

    @Test
    void whatIsLargerThanTheCapacityPassesAlone() throws InterruptedException {
        Handoff<String> handoff = new Handoff<>(30);
        assertThat(handoff.put("large", 1_000)).isTrue();
        assertThat(handoff.take()).contains("large");
    }

    private static void putAll(Handoff<Integer> handoff, AtomicInteger accepted) {
        try {
            for (int i = 0; i < ITEMS; i++) {
                handoff.put(i, 10);
                accepted.incrementAndGet();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the thread cannot go on by itself: it waits for room, or has put all. */
    private static void awaitPause(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }
}
