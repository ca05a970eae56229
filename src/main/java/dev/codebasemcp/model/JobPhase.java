package dev.codebasemcp.model;

import java.util.Locale;

/** What a job is doing. */
public enum JobPhase {
    /** No worker has taken it yet. */
    WAITING,
    SCANNING,
    INDEXING,
    FINISHING,
    DONE;

    /** The name that answers and the registry use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase of a {@link #label()}; a phase of a newer version reads as {@link #INDEXING}. */
    public static JobPhase ofLabel(String label) {
        for (JobPhase phase : values()) {
            if (phase.label().equals(label)) {
                return phase;
            }
        }
        return INDEXING;
    }
}
