package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import java.util.ArrayList;
import java.util.List;

/**
 * The insides of the parameter lists of functions, which an outline does not show. Whether parentheses held one is known
 * only when their declaration has ended.
 */
final class ParameterLists {
    /** A shorter list is parsed faster than it is left out. */
    private static final int SHORTEST = 4;

    private final List<Elision> all = new ArrayList<>();
    private final List<Elision> ofDeclaration = new ArrayList<>();
    private int start = -1;
    private boolean typed;

    /** What may be a list starts. */
    void open(int offset) {
        start = offset;
    }

    /** What started is no list. */
    void giveUp() {
        start = -1;
    }

    /** Two words are side by side. */
    void readType() {
        typed |= start >= 0;
    }

    /** The outermost parenthesis closes. */
    void close(int offset) {
        if (start >= 0 && offset - start >= SHORTEST) {
            ofDeclaration.add(Elision.between(start, offset));
        }
        start = -1;
    }

    /** Whether one of the declaration's lists holds two words side by side, as a type and a name are. */
    boolean isTyped() {
        return typed;
    }

    /** The declaration is a function's. */
    void take() {
        all.addAll(ofDeclaration);
        clear();
    }

    /** The declaration has ended. */
    void clear() {
        ofDeclaration.clear();
        typed = false;
    }

    /** The insides of the lists of all functions so far. */
    List<Elision> all() {
        return all;
    }
}
