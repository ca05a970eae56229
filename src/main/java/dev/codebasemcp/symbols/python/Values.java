package dev.codebasemcp.symbols.python;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Creates values. */
final class Values {
    static final Value UNKNOWN = new Value.Unknown();
    static final Value NONE = library("None");
    static final Value TEXT = library("str");

    /** What may be more things tells nothing. */
    private static final int MOST_ALTERNATIVES = 12;

    private Values() {}

    static Value library(String name, Value... arguments) {
        return new Value.Library(name, List.of(arguments));
    }

    /** Some of these; {@code None} counts only if there is nothing else. */
    static Value oneOf(List<Value> values) {
        Set<Value> distinct = new LinkedHashSet<>();
        for (Value value : values) {
            distinct.addAll(value instanceof Value.OneOf several ? several.values() : List.of(value));
        }
        if (distinct.size() > 1) {
            distinct.remove(NONE);
        }
        if (distinct.isEmpty() || distinct.size() > MOST_ALTERNATIVES) {
            return UNKNOWN;
        }
        return distinct.size() == 1 ? distinct.iterator().next() : new Value.OneOf(new ArrayList<>(distinct));
    }
}
