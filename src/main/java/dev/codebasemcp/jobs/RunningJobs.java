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

/** The jobs that run in this process and what their rows say of them. Used by the worker's loop. */
final class RunningJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);
    private static final long WRITE_EVERY = TimeUnit.MILLISECONDS.toNanos(500);

    private static final Duration FIRST_REST = Duration.ofMillis(250);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final UUID worker;
    private final JobQueue queue;
    private final JobOwnership ownership;
    private final Map<JobId, Entry> entries = new ConcurrentHashMap<>();
    private Duration rest = Duration.ZERO;
    private long restsUntil = System.nanoTime();

    RunningJobs(UUID worker, JobQueue queue) {
        this.worker = worker;
        this.queue = queue;
        this.ownership = queue.ownership();
    }

    /** A job and what was written of it last. */
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

    /** Stops those jobs whose cancellation was asked for, in this or another process. */
    void stopCancelled() {
        if (!entries.isEmpty()) {
            Set<JobId> cancelled = queue.table().cancelRequested(entries.keySet());
            entries.values().stream()
                    .map(Entry::running)
                    .filter(running -> cancelled.contains(running.job().id()))
                    .forEach(running -> running.requestStop(StopReason.CANCELLED));
        }
    }

    /** Interrupts those that have not reacted for so long. */
    void interruptStoppedFor(long nanoseconds) {
        for (Entry entry : entries.values()) {
            if (entry.running().stoppingFor() > nanoseconds) {
                entry.running().interrupt();
            }
        }
    }

    /** Gives up those that have not ended for so long: their rows say that they are interrupted. */
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

    /** Writes the ends of those that have ended, and the progress of the others, not too often. */
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
                && (now.phase() != entry.written().phase() || System.nanoTime() - entry.writtenAt() > WRITE_EVERY);
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
        rest(end.brokenOff());
    }

    private boolean end(Job job, JobEnd end, JobState state) {
        if (end.brokenOff()) {
            // A run with force begins anew each time, so that it would get on for ever.
            boolean hopeful = !job.force() && end.progress().filesIndexed() > 0;
            return ownership.breakOff(worker, job.id(), state, hopeful);
        }
        return end.status() == JobStatus.INTERRUPTED
                ? ownership.interrupt(worker, job.id(), state).isPresent()
                : ownership.finish(worker, job.id(), end.status(), state);
    }

    /** A server that breaks off one run after the other is given longer and longer to come to itself. */
    private void rest(boolean brokenOff) {
        rest = !brokenOff ? Duration.ZERO : rest.isZero() ? FIRST_REST : rest.multipliedBy(2);
        if (rest.compareTo(LONGEST_REST) > 0) {
            rest = LONGEST_REST;
        }
        restsUntil = System.nanoTime() + rest.toNanos();
    }

    /** Whether no run should begin now, because the database server has just broken one off. */
    boolean isResting() {
        return System.nanoTime() - restsUntil < 0;
    }
}
