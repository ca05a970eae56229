package dev.codebasemcp.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Interrupts a thread when the process is asked to end (Ctrl-C), and gives it a second to clean up. */
final class CancelOnExit {
    private static final long TIMEOUT_SECONDS = 1;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private CancelOnExit(Thread worker) {
        hook = Executors.defaultThreadFactory().newThread(() -> stop(worker));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static CancelOnExit ofThisThread() {
        return new CancelOnExit(Thread.currentThread());
    }

    /** Reports that the thread has finished. */
    void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
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
