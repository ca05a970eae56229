package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;

/**
 * A parameter, a variable or a type that only a part of a function sees.
 *
 * @param from the byte from which on it is visible in its scope
 * @param declaration has its type
 * @param declarator what is around the name in the declaration
 * @param isForeign whether it only says that something is outside: {@code extern int x;} or {@code int f(void);}
 */
record CLocal(int from, SyntaxNode declaration, SyntaxNode declarator, boolean isForeign) {}
