package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.DefinitionKind;

/**
 * A definition in a candidate's chunk whose name the query asks for.
 *
 * @param name the plain name, as written
 * @param kind the kind of definition
 */
public record DefinitionHit(String name, DefinitionKind kind) {}
