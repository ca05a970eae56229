package dev.codebasemcp.symbols.resolve;

import java.util.Locale;

/** How a place uses a symbol. */
public enum ReferenceKind {
    CALL,
    TYPE,
    READ,
    WRITE,
    /** A declaration in a subtype that replaces or implements the symbol. */
    OVERRIDE,
    IMPORT,
    /** A comment names it. */
    DOCUMENTATION;

    /** The name in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
