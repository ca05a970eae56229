package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the types of nodes. A node whose type depends on itself has none meanwhile. Used by one thread. */
final class TsCache {
    private final TsGuard guard;
    private final Map<SyntaxNode, TsType> known = new HashMap<>();

    TsCache(TsGuard guard) {
        this.guard = guard;
    }

    TsType get(SyntaxNode node, Supplier<TsType> compute) {
        TsType found = known.get(node);
        if (found != null) {
            return found;
        }
        if (!guard.enter()) {
            return TsType.Other.UNKNOWN;
        }
        int cuts = guard.cuts();
        known.put(node, TsType.Other.UNKNOWN);
        try {
            found = compute.get();
        } finally {
            guard.leave();
            known.remove(node);
        }
        if (guard.cuts() == cuts) {
            known.put(node, found);
        }
        return found;
    }
}
