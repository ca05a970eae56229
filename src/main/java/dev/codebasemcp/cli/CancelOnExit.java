package dev.codebasemcp.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Interrupts a thread when the process is asked to end (Ctrl-C), and gives it a second to clean up and to say so. Does
 * nothing before it is armed. For one thread.
 */
final class CancelOnExit {
    private static final long TIMEOUT_SECONDS = 1;

    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Thread hook;

    void arm(Thread worker) {
        if (hook == null) {
            Thread stopping = Executors.defaultThreadFactory().newThread(() -> stop(worker));
            Runtime.getRuntime().addShutdownHook(stopping);
            hook = stopping;
        }
    }

    /** Reports that the thread has finished. */
    void close() {
        done.countDown();
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException ignored) {
            // The process is ending; the hook already runs and no longer waits.
        }
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            if (!done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(CancelOnExit.class).warn("The work did not stop in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
