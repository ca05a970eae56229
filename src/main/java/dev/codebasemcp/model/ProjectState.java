package dev.codebasemcp.model;

/** The states of a registered project. */
public enum ProjectState {
    /** Its database exists with the current schema. */
    READY,
    /** Its database has to be made, first or again. */
    CREATING,
    /** Its database is gone. */
    MISSING;

    /** The name that answers and the registry use. */
    public String label() {
        return Labels.of(this);
    }

    /** The state of a {@link #label()}; an unknown one reads as {@link #CREATING}, which is not ready. */
    public static ProjectState ofLabel(String label) {
        return Labels.find(ProjectState.class, label).orElse(CREATING);
    }
}
