package dev.codebasemcp.database.index;

/**
 * A definition with the chunk in which it starts.
 *
 * @param nameKey the plain name in lower case
 * @param kind the label of its kind
 */
public record DefinitionRow(long chunkId, String nameKey, String qualifiedName, String kind) {}
