package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;

/**
 * Where the value of a variable comes from.
 *
 * @param node the expression; for {@link Way#NONE} the statement
 * @param index which element of it, after unpacking; -1 for the whole
 */
record Source(Way way, SyntaxNode node, int index) {
    /** How a value comes from its node. */
    enum Way {
        ASSIGNED,
        /** {@code for x in node}. */
        ITERATED,
        /** {@code with node as x}. */
        ENTERED,
        /** {@code except node as x}. */
        RAISED,
        /** The text of a type, as in {@code type X = node}. */
        TYPE,
        NONE
    }

    static final int WHOLE = -1;

    /** A part deeper inside is unknown. */
    Source element(int position) {
        return index == WHOLE ? new Source(way, node, position) : new Source(Way.NONE, node, WHOLE);
    }
}
