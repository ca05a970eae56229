package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import java.util.ArrayList;
import java.util.List;

/**
 * The contents of functions' parameter lists, which an outline does not show. Only the end of a declaration shows
 * whether its parentheses contained one.
 */
final class ParameterLists {
    /** Parsing a shorter list is faster than pruning it. */
    private static final int SHORTEST = 4;

    private final List<Elision> all = new ArrayList<>();
    private final List<Elision> ofDeclaration = new ArrayList<>();
    private int start = -1;
    private boolean typed;

    /** Starts a possible list. */
    void open(int offset) {
        start = offset;
    }

    /** Discards the started list. */
    void discard() {
        start = -1;
    }

    /** Records two adjacent words. */
    void readType() {
        typed |= start >= 0;
    }

    /** Closes the outermost parenthesis. */
    void close(int offset) {
        if (start >= 0 && offset - start >= SHORTEST) {
            ofDeclaration.add(Elision.between(start, offset));
        }
        start = -1;
    }

    /** Whether a list of the declaration contains two adjacent words, such as a type and a name. */
    boolean isTyped() {
        return typed;
    }

    /** Keeps the lists of the declaration, which is a function. */
    void keep() {
        all.addAll(ofDeclaration);
        clear();
    }

    /** Ends the declaration. */
    void clear() {
        ofDeclaration.clear();
        typed = false;
    }

    /** Returns the contents of the lists of all functions so far. */
    List<Elision> all() {
        return all;
    }
}
