package dev.codebasemcp.jobs;

import dev.codebasemcp.model.JobProgress;

/** What a running job is given to talk to its queue. Safe for many threads. */
public interface JobControl {
    /** Tells how far the job is; cheap, callable for every file. */
    void report(JobProgress progress);

    /** Whether the job should end soon (cancelled, or the server is stopping). */
    boolean stopRequested();
}
