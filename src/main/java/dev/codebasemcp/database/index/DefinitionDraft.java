package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * A definition to write.
 *
 * @param nameKey the plain name in lower case, the key for lookups
 */
public record DefinitionDraft(
        String nameKey, String qualifiedName, DefinitionKind kind, LineRange lines, String signature) {}
