package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;

/**
 * A name that is declared inside a function, or a type parameter.
 *
 * @param name its name where it is declared
 * @param from the byte from which it is visible in its scope
 * @param declaring the statement or parameter that declares it
 * @param index how many names the same statement declares before it
 */
record GoLocal(SyntaxNode name, int from, SyntaxNode declaring, int index) {
    boolean isTypeParameter() {
        return declaring.is(GoKinds.TYPE_PARAMETER, GoKinds.METHOD);
    }
}
