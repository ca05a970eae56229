package dev.codebasemcp.database.index;

import dev.codebasemcp.model.LineRange;

/**
 * A definition to be written.
 *
 * @param nameKey the plain name in lower case, by which it is looked up
 * @param kind the label of its kind
 */
public record DefinitionDraft(String nameKey, String qualifiedName, String kind, LineRange lines, String signature) {}
