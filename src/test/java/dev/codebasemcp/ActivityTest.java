package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.threads.NamedThreads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActivityTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Activity activity = new Activity();

    @Test
    void isNeverQuietWhileSomethingRuns() throws InterruptedException {
        Activity.Work work = activity.begin();
        CountDownLatch quiet = new CountDownLatch(1);
        Thread waiting = inBackground(() -> {
            activity.awaitQuiet(SHORT);
            quiet.countDown();
        });
        await(waiting, Thread.State.WAITING);

        assertThat(quiet.getCount()).isOne();
        work.close();

        assertThat(quiet.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void restsOnceAfterEachTimeOfWork() throws InterruptedException {
        Semaphore rested = new Semaphore(0);
        Semaphore first = new Semaphore(0);
        Thread rest = inBackground(() -> new Rest(activity, SHORT, rested::release).run(first::release));
        assertThat(rested.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        await(rest, Thread.State.WAITING);
        assertThat(rested.availablePermits()).isZero();

        activity.begin().close();

        assertThat(rested.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.availablePermits()).isOne();
        rest.interrupt();
        rest.join();
    }

    private static void await(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    private static Thread inBackground(Waiting work) {
        Thread thread = new NamedThreads("activity-test").newThread(() -> {
            try {
                work.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }
}
