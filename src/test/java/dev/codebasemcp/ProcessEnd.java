package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for processes that this JVM did not start. {@link ProcessHandle#onExit} looks at those only every 300 ms, and
 * less often later.
 */
public final class ProcessEnd {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private ProcessEnd() {}

    /** Waits until a process has ended. */
    public static void await(ProcessHandle process) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (process.isAlive()) {
            assertThat(System.nanoTime() - end)
                    .as("still waiting for the end of process " + process.pid())
                    .isNegative();
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
