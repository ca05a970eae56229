package dev.codebasemcp.jobs;

import dev.codebasemcp.model.Job;

/** The work behind a job. It depends on the job's row alone, never on a request or a session. */
@FunctionalInterface
public interface JobRunner {
    /**
     * Does the work of {@code job} on the calling thread.
     *
     * @throws InterruptedException if the thread was interrupted; committed work stays
     */
    JobOutcome run(Job job, JobControl control) throws InterruptedException;
}
