/** Answers what a symbol is and who uses it, from the stored text of an index. Entry: {@code SymbolService}. */
@NullMarked
package dev.codebasemcp.symbols;

import org.jspecify.annotations.NullMarked;
