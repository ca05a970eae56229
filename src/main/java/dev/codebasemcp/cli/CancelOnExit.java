package dev.codebasemcp.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Interrupts a thread when the process is asked to end (Ctrl-C), and gives it up to a second to clean up and to say so.
 * Does nothing before it is armed. For one thread.
 */
final class CancelOnExit {
    private static final long TIMEOUT_MILLIS = 1_000;
    /** Leaves time for the end of the process itself. */
    private static final long SERVICE_TIMEOUT_MILLIS = 800;

    private final CountDownLatch done = new CountDownLatch(1);
    private final boolean isService;
    private @Nullable Thread hook;

    private CancelOnExit(boolean isService) {
        this.isService = isService;
    }

    /** For work that is cut short: the exit code tells of the signal. */
    static CancelOnExit ofWork() {
        return new CancelOnExit(false);
    }

    /** For a service, which has no other end: the exit code is 0. */
    static CancelOnExit ofService() {
        return new CancelOnExit(true);
    }

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
            if (!done.await(isService ? SERVICE_TIMEOUT_MILLIS : TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                LoggerFactory.getLogger(CancelOnExit.class).warn("The work did not stop in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (isService) {
            // Otherwise the signal decides the exit code.
            Runtime.getRuntime().halt(0);
        }
    }
}
