package dev.codebasemcp.database.index;

/**
 * A definition with the chunk in which it starts.
 *
 * @param ordinal which one of the chunk's definitions it is
 * @param nameKey the plain name in lower case
 * @param kind the label of its kind
 */
public record DefinitionRow(long chunkId, int ordinal, String nameKey, String qualifiedName, String kind) {}
