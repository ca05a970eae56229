package dev.codebasemcp.database.index;

import dev.codebasemcp.model.LineRange;

/**
 * Where a definition is.
 *
 * @param chunkId the chunk in which it starts; it may end in a later one
 */
public record DefinitionPlace(long chunkId, String qualifiedName, LineRange lines) {}
