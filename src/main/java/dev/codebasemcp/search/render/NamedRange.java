package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.Set;

/**
 * A definition and its lines.
 *
 * @param name the plain name, as written
 * @param qualifiedName with the enclosing names
 * @param kind the label of its kind
 * @param lines without the comment above it
 */
public record NamedRange(String name, String qualifiedName, String kind, LineRange lines) {
    /** Kinds that may share the name of the requested function or type. */
    private static final Set<String> MINOR_KINDS = Set.of("field", "constant", "variable", "extension", "section");

    boolean isMinor() {
        return MINOR_KINDS.contains(kind);
    }

    /** Whether answers label both the same, as overloads of a method or branches of a condition. */
    boolean isCalledAs(NamedRange other) {
        return qualifiedName.equals(other.qualifiedName) && kind.equals(other.kind);
    }

    /** Whether {@code other} is nested in it, at any depth. */
    boolean encloses(NamedRange other) {
        return other.qualifiedName.length() > qualifiedName.length()
                && other.qualifiedName.startsWith(qualifiedName)
                && other.qualifiedName.charAt(qualifiedName.length()) == '.'
                && lines.contains(other.lines);
    }

    /** The enclosing names. */
    String scope() {
        return qualifiedName.substring(0, Math.max(0, qualifiedName.length() - name.length()));
    }
}
