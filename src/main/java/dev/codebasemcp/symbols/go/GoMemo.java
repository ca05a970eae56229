package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoType.Other;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The types of nodes that are known. It ends circles, and what is nested too deep. */
final class GoMemo {
    private final int deepest;
    private final Map<SyntaxNode, GoType> known = new HashMap<>();
    private int depth;

    /** Remembers types; what needs more than {@code deepest} others at once is unknown. */
    GoMemo(int deepest) {
        this.deepest = deepest;
    }

    /** Returns the type of a node, which is computed once. */
    GoType of(SyntaxNode node, Supplier<GoType> compute) {
        GoType found = known.get(node);
        if (found == null) {
            if (depth > deepest) {
                return Other.UNKNOWN;
            }
            // What depends on itself, in broken code, has no type.
            known.put(node, Other.UNKNOWN);
            depth++;
            found = compute.get();
            depth--;
            known.put(node, found);
        }
        return found;
    }
}
