package dev.codebasemcp.jobs;

import dev.codebasemcp.model.JobProgress;

/** Connects a running job to its queue. Thread-safe. */
public interface JobControl {
    /** Reports the progress; cheap enough to call for every file. */
    void report(JobProgress progress);

    /** Whether the job should end soon (cancelled, or the server is stopping). */
    boolean stopRequested();

    /** Whether this process ends, so that nothing may be begun that the next one can do as well. */
    default boolean processEnds() {
        return false;
    }
}
