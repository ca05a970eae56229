package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * The position of a definition.
 *
 * @param chunkId the related chunk; the definition may start in an earlier chunk and end in a later one
 * @param nameKey the plain name in lower case
 */
public record DefinitionPlace(
        long chunkId, String nameKey, String qualifiedName, DefinitionKind kind, LineRange lines) {
    /** The plain name as it is written. */
    public String name() {
        return PlainName.of(qualifiedName, nameKey);
    }
}
