package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;

/**
 * A definition with the chunk in which it starts.
 *
 * @param ordinal which one of the chunk's definitions it is
 * @param nameKey the plain name in lower case
 */
public record DefinitionRow(long chunkId, int ordinal, String nameKey, String qualifiedName, DefinitionKind kind) {}
