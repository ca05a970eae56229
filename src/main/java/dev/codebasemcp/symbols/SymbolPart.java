package dev.codebasemcp.symbols;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be told about a symbol besides its signature, in the order in which a budget is spent. */
public enum SymbolPart {
    DOCUMENTATION,
    BODY,
    OUTLINE,
    SUPERTYPES,
    IMPLEMENTATIONS,
    CALLERS,
    CALLS;

    /** The name in calls. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, in order. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(SymbolPart::label).toList();
    }
}
