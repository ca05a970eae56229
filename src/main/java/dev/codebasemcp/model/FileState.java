package dev.codebasemcp.model;

import java.util.Locale;

/** What the last run made of a file. */
public enum FileState {
    /** Its chunks are those of the known content. */
    INDEXED,
    /** It was left out for a reason; it has no chunks. */
    SKIPPED,
    /** It could not be read or indexed; chunks of an older content may still be there. */
    FAILED;

    /** The name in the table. */
    public String label() {
        return Labels.of(this);
    }

    /**
     * The state of a {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static FileState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
