package dev.codebasemcp.jobs;

import dev.codebasemcp.model.JobProgress;

/** Connects a running job to its queue. Thread-safe. */
public interface JobControl {
    /** Reports the progress; cheap enough to call for every file. */
    void report(JobProgress progress);

    /** Whether the job should end soon (cancelled, or the server is stopping). */
    boolean stopRequested();

    /**
     * Tells that the job has only short work left, which no cancellation interrupts.
     *
     * @return false if this process ends, so that even that work is left out
     */
    default boolean beginLast() {
        return true;
    }
}
