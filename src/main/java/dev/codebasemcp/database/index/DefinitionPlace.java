package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * Where a definition is.
 *
 * @param chunkId the chunk that it has to do with; it may start in an earlier one and end in a later one
 * @param nameKey the plain name in lower case
 */
public record DefinitionPlace(
        long chunkId, String nameKey, String qualifiedName, DefinitionKind kind, LineRange lines) {}
