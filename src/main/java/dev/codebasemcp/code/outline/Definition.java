package dev.codebasemcp.code.outline;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * A named definition in a source file.
 *
 * @param name the plain name, as written
 * @param qualifiedName the enclosing definitions' names and the name, joined by {@code .}
 * @param kind what it defines
 * @param lines from the first line of the definition (with its decorators, without its leading comments) to its last
 * @param signature the definition's head in one line, at most 200 characters
 */
public record Definition(String name, String qualifiedName, DefinitionKind kind, LineRange lines, String signature) {}
