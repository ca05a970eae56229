package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * A definition as it is stored.
 *
 * @param chunkId the chunk in which it starts
 * @param nameKey the plain name in lower case
 * @param signature its head in one line
 */
public record DefinedName(
        long chunkId, String nameKey, String qualifiedName, DefinitionKind kind, LineRange lines, String signature) {
    /** The plain name as it is written. */
    public String name() {
        return PlainName.of(qualifiedName, nameKey);
    }
}
