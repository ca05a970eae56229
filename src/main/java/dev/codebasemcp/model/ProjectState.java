package dev.codebasemcp.model;

import java.util.Locale;

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
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a {@link #label()}; a state of a newer version reads as {@link #CREATING}, which is not ready. */
    public static ProjectState ofLabel(String label) {
        for (ProjectState state : values()) {
            if (state.label().equals(label)) {
                return state;
            }
        }
        return CREATING;
    }
}
