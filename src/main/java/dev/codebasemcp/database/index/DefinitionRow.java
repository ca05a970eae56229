package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;

/**
 * A definition with the chunk in which it starts.
 *
 * @param ordinal its position among the chunk's definitions
 * @param nameKey the plain name in lower case
 */
public record DefinitionRow(long chunkId, int ordinal, String nameKey, String qualifiedName, DefinitionKind kind) {
    /** The plain name as it is written. */
    public String name() {
        return PlainName.of(qualifiedName, nameKey);
    }
}
