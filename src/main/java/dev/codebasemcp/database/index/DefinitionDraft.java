package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * A definition to be written.
 *
 * @param nameKey the plain name in lower case, by which it is looked up
 */
public record DefinitionDraft(
        String nameKey, String qualifiedName, DefinitionKind kind, LineRange lines, String signature) {}
