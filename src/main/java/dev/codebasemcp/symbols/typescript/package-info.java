/**
 * Resolves names in TypeScript and JavaScript files as far as their text decides, without a compiler. Entry: {@code
 * TypeScriptResolver}.
 */
@NullMarked
package dev.codebasemcp.symbols.typescript;

import org.jspecify.annotations.NullMarked;
