package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;

/** A definition and its lines. */
public record NamedRange(String qualifiedName, LineRange lines) {}
