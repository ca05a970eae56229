package dev.codebasemcp.jobs;

import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobProgress;
import java.util.Optional;

/**
 * A job on a thread of this process. The thread runs the job and reports its progress. The worker's loop requests stops
 * and writes the state. Neither waits for the other.
 */
final class RunningJob implements JobControl {
    private final Job job;
    private final JobSignal work;
    private volatile JobProgress progress = JobProgress.NONE;
    private volatile Optional<StopReason> stop = Optional.empty();
    private volatile Optional<JobEnd> end = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private boolean interrupted;
    private boolean last;
    private long stopRequestedAt;

    RunningJob(Job job, JobSignal work) {
        this.job = job;
        this.work = work;
    }

    Job job() {
        return job;
    }

    @Override
    public void report(JobProgress now) {
        JobProgress before = progress;
        progress = now;
        if (before.phase() != now.phase()) {
            work.raise();
        }
    }

    @Override
    public boolean stopRequested() {
        return stop.isPresent();
    }

    @Override
    public synchronized boolean beginLast() {
        last = true;
        return !isShutDown();
    }

    private boolean isShutDown() {
        return stop.filter(StopReason.SHUTDOWN::equals).isPresent();
    }

    /** The last reported progress. */
    JobProgress progress() {
        return progress;
    }

    /** Requests an early end; only the first reason counts. */
    synchronized void requestStop(StopReason reason) {
        if (stop.isEmpty()) {
            stopRequestedAt = System.nanoTime();
            stop = Optional.of(reason);
        }
    }

    Optional<StopReason> stopReason() {
        return stop;
    }

    /** Nanoseconds since the stop request; 0 without one. */
    synchronized long stoppingFor() {
        return stop.isEmpty() ? 0 : System.nanoTime() - stopRequestedAt;
    }

    /** How the run ended; empty while it runs. */
    Optional<JobEnd> end() {
        return end;
    }

    /** Interrupts a run that still works; only once, so that its cleanup is not disturbed, and not in its last work. */
    synchronized void interrupt() {
        if (!interrupted && (!last || isShutDown())) {
            thread.ifPresent(Thread::interrupt);
            interrupted = thread.isPresent();
        }
    }

    /** Does the work on the calling thread. Never throws: each failure becomes the job's end. */
    void run(JobRunner runner) {
        begin();
        JobEnd result;
        try {
            JobOutcome outcome = runner.run(job, this);
            result = JobEnd.of(outcome, stopReason());
        } catch (Throwable failure) {
            // Catches errors too: a job whose thread died would stay running as long as its process lives.
            result = JobEnd.of(failure, stopReason(), job, progress);
        } finally {
            leave();
        }
        end = Optional.of(result);
        work.raise();
    }

    private synchronized void begin() {
        thread = Optional.of(Thread.currentThread());
    }

    private synchronized void leave() {
        thread = Optional.empty();
        // Clear the interrupt, which was meant for this run, before the thread returns to the pool.
        Thread.interrupted();
    }
}
