package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What resolvers found out about nodes, such as the types of expressions. It ends circles, and what is nested too deep. Used by
 * one thread.
 *
 * @param <T> what is known of a node
 */
public final class NodeMemo<T> {
    private final int deepest;
    private final T unknown;
    private final Map<SyntaxNode, T> known = new HashMap<>();
    private int depth;

    /**
     * Remembers nothing yet.
     *
     * @param deepest what needs more than this number of others at once is unknown
     */
    public NodeMemo(int deepest, T unknown) {
        this.deepest = deepest;
        this.unknown = unknown;
    }

    /** Returns what is known of a node, which is computed once. */
    public T of(SyntaxNode node, Supplier<T> compute) {
        T found = known.get(node);
        if (found == null) {
            if (depth > deepest) {
                return unknown;
            }
            // What depends on itself, as in a loop or in broken code, is unknown there.
            known.put(node, unknown);
            depth++;
            found = compute.get();
            depth--;
            known.put(node, found);
        }
        return found;
    }
}
