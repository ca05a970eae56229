package dev.codebasemcp.jobs;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.threads.NamedThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of a queue in this process, and takes over the jobs of dead processes. One per server process.
 *
 * <p>Only one thread, the loop, uses the registry. It claims jobs, writes their progress and ends, and checks for
 * cancellations and dead workers. The jobs run on other threads and never wait for the loop. The loop holds an advisory
 * lock: when the process dies, the server releases the lock, and other workers see that this one is dead.
 */
public final class JobWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);

    private static final Duration IDLE_POLL_INTERVAL = Duration.ofSeconds(1);
    /**
     * Without a job for a while. A process takes the jobs that it submits at once, so this delays only what another
     * process leaves behind, which must be found within 10 s.
     */
    private static final Duration RESTING_POLL_INTERVAL = Duration.ofSeconds(5);

    private static final long RESTING_AFTER = TimeUnit.SECONDS.toNanos(20);
    private static final Duration BUSY_POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration CLOSING_POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final long PRUNING_INTERVAL = TimeUnit.HOURS.toNanos(1);
    private static final long RECOVERY_INTERVAL = TimeUnit.SECONDS.toNanos(3);
    private static final long INTERRUPT_AFTER = TimeUnit.MILLISECONDS.toNanos(150);
    /** A session's process has 300 ms to end. */
    private static final long INTERRUPT_CLOSING_AFTER = TimeUnit.MILLISECONDS.toNanos(30);

    private static final long ABANDON_AFTER = TimeUnit.MILLISECONDS.toNanos(70);
    private static final long CLOSE_WITHIN = TimeUnit.MILLISECONDS.toNanos(480);

    private final JobQueue queue;
    private final JobOwnership ownership;
    private final JobRunner runner;
    private final Predicate<Path> isHere;
    private final UUID id = UUID.randomUUID();
    private final WorkerLock lock;
    private final MachineSlots slots;
    private final RunningJobs running;
    private final ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads("job"));
    private final ExecutorService loop = Executors.newSingleThreadExecutor(new NamedThreads("job-loop"));
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    /** Whether this worker has ever been able to claim jobs; until then, {@link #close} has nothing to wait for. */
    private volatile boolean ready;

    private long nextRecovery = System.nanoTime();
    private long nextPruning = System.nanoTime();
    private long lastJob = System.nanoTime();
    private boolean failing;

    /**
     * Creates a worker that does nothing before {@link #start}.
     *
     * @param locks evaluated at first use, so that construction does not wait for the server
     * @param isHere whether a directory is on this machine; decides about jobs of versions without machine ids
     */
    public JobWorker(
            JobQueue queue,
            Supplier<AdvisoryLocks> locks,
            ProjectsTable projects,
            Predicate<Path> isHere,
            JobRunner runner) {
        this.queue = queue;
        this.ownership = queue.ownership();
        this.runner = new ProjectCheckedRunner(projects, runner);
        this.lock = new WorkerLock(locks, JobOwnership.lock(id));
        this.isHere = isHere;
        this.slots = new MachineSlots(locks, queue::machine);
        this.running = new RunningJobs(id, queue);
    }

    /** Starts claiming jobs. Returns immediately; waits for the database in the background. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            loop.execute(this::loop);
        }
    }

    /** Stops within half a second. Running jobs become {@code interrupted}; the next worker resumes them. */
    @Override
    public void close() {
        closing = true;
        if (started.compareAndSet(false, true)) {
            ended.countDown();
        }
        running.requestStop(StopReason.SHUTDOWN);
        queue.work().raise();
        try {
            if (ready && !ended.await(CLOSE_WITHIN, TimeUnit.NANOSECONDS)) {
                logSlowEnd();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        loop.shutdownNow();
    }

    /** Without a running job, only the registry is slow, which needs no message above debug. */
    private void logSlowEnd() {
        if (running.isEmpty()) {
            LOG.debug("The jobs' loop did not end in time; it had no job");
        } else {
            LOG.info("The jobs' loop did not end in time; the next server finds the jobs that it left");
        }
    }

    private void loop() {
        try {
            while (!closing || !running.isEmpty()) {
                long seen = queue.work().count();
                tryPoll();
                queue.work().await(seen, pause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            slots.keep(0);
            lock.close();
            ended.countDown();
        }
    }

    private Duration pause() {
        if (closing) {
            return running.isEmpty() ? Duration.ZERO : CLOSING_POLL_INTERVAL;
        }
        if (!running.isEmpty()) {
            lastJob = System.nanoTime();
            return failing ? IDLE_POLL_INTERVAL : BUSY_POLL_INTERVAL;
        }
        boolean resting = !failing && System.nanoTime() - lastJob > RESTING_AFTER;
        return resting ? RESTING_POLL_INTERVAL : IDLE_POLL_INTERVAL;
    }

    /** Polls once. Logs only the first of consecutive registry failures; the next poll retries. */
    private void tryPoll() {
        try {
            pollOnce();
            failing = false;
        } catch (RuntimeException failure) {
            if (closing) {
                LOG.debug("The registry of jobs could not be used at the end", failure);
            } else if (!failing) {
                logFailure(failure);
            }
            failing = true;
        }
    }

    /** An unavailable server is not a bug, so its message suffices without a stack trace. */
    private static void logFailure(RuntimeException failure) {
        String problem = "The registry of jobs cannot be used; trying again each second";
        if (failure instanceof CodebaseException known) {
            LOG.warn("{}: {}", problem, known.getMessage());
        } else {
            LOG.warn(problem, failure);
        }
    }

    private void pollOnce() {
        if (closing) {
            running.requestStop(StopReason.SHUTDOWN);
        } else {
            takeOver();
            running.stopCancelled();
        }
        running.interruptStoppedFor(closing ? INTERRUPT_CLOSING_AFTER : INTERRUPT_AFTER);
        if (closing) {
            running.abandonStoppedFor(ABANDON_AFTER);
        }
        running.writeStates();
        slots.keep(running.size());
        if (!closing && lock.isHeld() && !running.isPaused()) {
            take();
        }
    }

    private void takeOver() {
        if (System.nanoTime() - nextRecovery < 0 && lock.isHeld()) {
            return;
        }
        lock.renew();
        ready = true;
        List<JobId> orphans = ownership.recover();
        if (!orphans.isEmpty()) {
            LOG.warn("Took over jobs of processes that are gone: {}", orphans);
            queue.changes().raise();
        }
        ownership.adopt(queue.machine(), isHere);
        nextRecovery = System.nanoTime() + RECOVERY_INTERVAL;
        if (System.nanoTime() - nextPruning >= 0) {
            ownership.prune(RETENTION);
            nextPruning = System.nanoTime() + PRUNING_INTERVAL;
        }
    }

    private void take() {
        if (!ownership.isWaiting(queue.machine())) {
            return;
        }
        int free = Math.max(0, slots.take() - running.size());
        for (JobReport claimed : ownership.claim(id, queue.machine(), free)) {
            RunningJob job = running.add(claimed.job());
            threads.execute(() -> job.run(runner));
        }
        slots.keep(running.size());
    }
}
