package dev.codebasemcp.database.index;

import java.util.Locale;

/** What the last look at a file came to. */
public enum FileState {
    INDEXED,
    SKIPPED,
    FAILED;

    /** The name in the table. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static FileState ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
