package dev.codebasemcp.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a definition defines. The index stores the {@link #label()}. */
public enum DefinitionKind {
    CLASS,
    INTERFACE,
    ENUM,
    STRUCT,
    TRAIT,
    RECORD,
    TYPE,
    MODULE,
    FUNCTION,
    METHOD,
    CONSTRUCTOR,
    FIELD,
    CONSTANT,
    VARIABLE,
    MACRO,
    /** Adds members to a type that is defined elsewhere: a Swift extension, a Rust impl block. */
    EXTENSION,
    /** A part of a document under its heading. */
    SECTION;

    /** The name that answers show. */
    public String label() {
        return Labels.of(this);
    }

    /** The kind of a {@link #label()}. */
    public static Optional<DefinitionKind> byLabel(String label) {
        return Optional.ofNullable(ByLabel.KINDS.get(label));
    }

    /** Whether it introduces a type or a container of definitions. */
    public boolean isType() {
        return compareTo(MODULE) <= 0;
    }

    private static final class ByLabel {
        static final Map<String, DefinitionKind> KINDS =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DefinitionKind::label, kind -> kind));
    }
}
