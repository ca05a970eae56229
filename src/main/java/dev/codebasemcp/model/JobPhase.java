package dev.codebasemcp.model;

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
        return Labels.of(this);
    }

    /** The phase of a {@link #label()}; a phase of a newer version reads as {@link #INDEXING}. */
    public static JobPhase ofLabel(String label) {
        return Labels.find(JobPhase.class, label).orElse(INDEXING);
    }
}
