package dev.codebasemcp.model;

import java.util.Locale;

/** The states of a job. */
public enum JobStatus {
    PENDING,
    RUNNING,
    COMPLETED,
    /** Everything that can be indexed is indexed; the job names the files that failed. */
    COMPLETED_WITH_ERRORS,
    FAILED,
    CANCELLED,
    /** The process that ran it went away; a new job resumes its work. */
    INTERRUPTED;

    /** The name that answers and the registry use. */
    public String label() {
        return Labels.of(this);
    }

    /**
     * The status of a {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static JobStatus ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** Whether the job is over. */
    public boolean isFinal() {
        return this != PENDING && this != RUNNING;
    }
}
