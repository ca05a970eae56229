package dev.codebasemcp.jobs;

import java.util.Locale;

/** The states of a job. */
public enum JobStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    /** All that could be indexed is; some files could not be and are named. */
    COMPLETED_WITH_ERRORS,
    FAILED,
    CANCELLED,
    /** The process that ran it went away; a new job resumes its work. */
    INTERRUPTED;

    /** The name that answers and the registry use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the job is over. */
    public boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }
}
