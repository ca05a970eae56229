package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;

/**
 * A definition and its lines.
 *
 * @param name the plain name, as written
 * @param qualifiedName with the enclosing names
 * @param kind the label of its kind
 * @param lines without the comment above it
 */
public record NamedRange(String name, String qualifiedName, String kind, LineRange lines) {}
