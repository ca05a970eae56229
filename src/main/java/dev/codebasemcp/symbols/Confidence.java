package dev.codebasemcp.symbols;

import java.util.Locale;

/** How sure it is that a place refers to a symbol; the surest first. */
public enum Confidence {
    /** The source decides it. */
    RESOLVED,
    /** The source does not decide it, but little else is possible. */
    LIKELY,
    /** The place has the name; nothing says what it means there. */
    BY_NAME;

    /** The name in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
