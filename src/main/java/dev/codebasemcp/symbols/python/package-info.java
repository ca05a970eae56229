/**
 * Resolves names of Python files as far as the source tells: scopes, imports, attributes of modules, classes and instances.
 * Entry: {@code PythonResolver}.
 */
@NullMarked
package dev.codebasemcp.symbols.python;

import org.jspecify.annotations.NullMarked;
