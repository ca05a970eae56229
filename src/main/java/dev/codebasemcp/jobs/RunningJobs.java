package dev.codebasemcp.jobs;

import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobState;
import dev.codebasemcp.model.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running jobs of this process and their rows in the registry. Used by the worker's loop only. */
final class RunningJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);
    private static final long WRITE_INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final UUID worker;
    private final JobQueue queue;
    private final JobOwnership ownership;
    private final Map<JobId, Entry> entries = new ConcurrentHashMap<>();
    private Duration pause = Duration.ZERO;
    private long pausedUntil = System.nanoTime();

    RunningJobs(UUID worker, JobQueue queue) {
        this.worker = worker;
        this.queue = queue;
        this.ownership = queue.ownership();
    }

    /** A job and its last written progress. */
    private record Entry(RunningJob running, JobProgress written, long writtenAt) {}

    RunningJob add(Job job) {
        RunningJob running = new RunningJob(job, queue.work());
        entries.put(job.id(), new Entry(running, JobProgress.NONE, System.nanoTime()));
        return running;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void requestStop(StopReason reason) {
        entries.values().forEach(entry -> entry.running().requestStop(reason));
    }

    /** Stops the jobs that this or another process has cancelled. */
    void stopCancelled() {
        if (!entries.isEmpty()) {
            Set<JobId> cancelled = queue.table().cancelRequested(entries.keySet());
            entries.values().stream()
                    .map(Entry::running)
                    .filter(running -> cancelled.contains(running.job().id()))
                    .forEach(running -> running.requestStop(StopReason.CANCELLED));
        }
    }

    /** Interrupts jobs that have not reacted to their stop request within {@code nanoseconds}. */
    void interruptStoppedFor(long nanoseconds) {
        for (Entry entry : entries.values()) {
            if (entry.running().stoppingFor() > nanoseconds) {
                entry.running().interrupt();
            }
        }
    }

    /** Abandons jobs that have not ended within {@code nanoseconds}, and writes them as interrupted. */
    void abandonStoppedFor(long nanoseconds) {
        for (Entry entry : List.copyOf(entries.values())) {
            RunningJob running = entry.running();
            if (running.end().isEmpty() && running.stoppingFor() > nanoseconds) {
                LOG.warn(
                        "Job {} does not stop; it is left behind", running.job().id());
                settle(running, JobEnd.abandoned(running.progress()));
            }
        }
    }

    /** Writes the ends of finished jobs, and the progress of the others at limited intervals. */
    void writeStates() {
        for (Entry entry : List.copyOf(entries.values())) {
            RunningJob running = entry.running();
            if (running.end().isPresent()) {
                settle(running, running.end().get());
            } else if (isDue(entry)) {
                writeProgress(running);
            }
        }
    }

    private static boolean isDue(Entry entry) {
        JobProgress now = entry.running().progress();
        return !now.equals(entry.written())
                && (now.phase() != entry.written().phase() || System.nanoTime() - entry.writtenAt() > WRITE_INTERVAL);
    }

    private void writeProgress(RunningJob running) {
        JobProgress now = running.progress();
        JobState state = new JobState(message(now), now, List.of());
        if (ownership.progress(worker, running.job().id(), state)) {
            entries.put(running.job().id(), new Entry(running, now, System.nanoTime()));
            queue.changes().raise();
        } else {
            running.requestStop(StopReason.LOST);
        }
    }

    private static String message(JobProgress now) {
        return now.filesTotal() == 0
                ? now.phase().label()
                : now.phase().label() + ": " + now.filesScanned() + " of " + now.filesTotal() + " files";
    }

    private void settle(RunningJob running, JobEnd end) {
        JobId id = running.job().id();
        JobState state = new JobState(end.message(), end.progress(), end.failures());
        boolean ours = end(running.job(), end, state);
        if (!ours) {
            LOG.warn("Job {} ended as {}, but another worker has it now", id, end.status());
        }
        entries.remove(id);
        queue.changes().raise();
        updatePause(end.brokenOff());
    }

    private boolean end(Job job, JobEnd end, JobState state) {
        if (end.brokenOff()) {
            // A forced run starts over each time, so its progress is no reason to resume it without limit.
            boolean progressed = !job.force() && end.progress().filesIndexed() > 0;
            return ownership.breakOff(worker, job.id(), state, progressed);
        }
        return end.status() == JobStatus.INTERRUPTED
                ? ownership.interrupt(worker, job.id(), state).isPresent()
                : ownership.finish(worker, job.id(), end.status(), state);
    }

    /** Doubles the pause after each run that a server failure ends, to give the server time to recover. */
    private void updatePause(boolean brokenOff) {
        pause = !brokenOff ? Duration.ZERO : pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        pausedUntil = System.nanoTime() + pause.toNanos();
    }

    /** Whether no run should start now, because a server failure has just ended one. */
    boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0;
    }
}
