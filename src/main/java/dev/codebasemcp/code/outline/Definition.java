package dev.codebasemcp.code.outline;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;

/**
 * A named definition in a source file.
 *
 * @param name the plain name, as written
 * @param qualifiedName the enclosing definitions' names and the name, joined by {@code .}
 * @param kind the kind of definition
 * @param lines its lines, with its decorators but without its leading comments
 * @param signature its head in one line, at most 200 characters
 */
public record Definition(String name, String qualifiedName, DefinitionKind kind, LineRange lines, String signature) {}
