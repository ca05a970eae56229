/** Resolves names in C files, and in C++ files as far as the rules of C do. Without a compiler. Entry: {@code CResolver}. */
@NullMarked
package dev.codebasemcp.symbols.c;

import org.jspecify.annotations.NullMarked;
