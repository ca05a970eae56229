/** Resolves names in Go files as the language specification says, without a compiler. Entry: {@code GoResolver}. */
@NullMarked
package dev.codebasemcp.symbols.go;

import org.jspecify.annotations.NullMarked;
