package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an expression evaluates to, as far as the source tells. */
sealed interface Value {
    /** A class of the code base itself. */
    record ClassObject(Scope type) implements Value {}

    /** An instance of a class of the code base. */
    record Instance(Scope type) implements Value {}

    /**
     * A function of the code base.
     *
     * @param receiver what it is bound to, or {@link Unknown}
     */
    record Function(Binding definition, Value receiver) implements Value {}

    /** What {@code super()} returns in a method of a class. */
    record Super(Scope type) implements Value {}

    record ModuleObject(Module module) implements Value {}

    /**
     * Something of a library, or an instance of it.
     *
     * @param name with dots, from its module on
     * @param arguments of its type, such as those of {@code dict[K, V]}
     */
    record Library(String name, List<Value> arguments) implements Value {
        private static final int DEEPEST = 3;
        private static final int MOST_ARGUMENTS = 8;

        /** Keeps values small: what holds itself twice would grow without end. */
        public Library {
            arguments = arguments.stream()
                    .limit(MOST_ARGUMENTS)
                    .map(argument -> depth(argument) < DEEPEST ? argument : UNKNOWN)
                    .toList();
        }

        private static int depth(Value value) {
            int deepest = 0;
            if (value instanceof Library library) {
                for (Value argument : library.arguments) {
                    deepest = Math.max(deepest, 1 + depth(argument));
                }
            } else if (value instanceof OneOf several) {
                for (Value one : several.values) {
                    deepest = Math.max(deepest, depth(one));
                }
            }
            return deepest;
        }

        String lastName() {
            return Texts.lastName(name);
        }
    }

    /** One of several. */
    record OneOf(List<Value> values) implements Value {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /** A type variable; as a value, what its bound allows. */
    record Variable(SyntaxNode name, Value bound) implements Value {}

    record Unknown() implements Value {}

    int MOST_ALTERNATIVES = 12;
    Value UNKNOWN = new Unknown();
    Value NONE = new Library("None", List.of());
    Value TEXT = new Library("str", List.of());

    static Value library(String name, Value... arguments) {
        return new Library(name, List.of(arguments));
    }

    /** Some of these; {@code None} counts only if there is nothing else. */
    static Value oneOf(List<Value> values) {
        Set<Value> distinct = new LinkedHashSet<>();
        for (Value value : values) {
            distinct.addAll(value instanceof OneOf several ? several.values() : List.of(value));
        }
        if (distinct.size() > 1) {
            distinct.remove(NONE);
        }
        if (distinct.isEmpty() || distinct.size() > MOST_ALTERNATIVES) {
            return UNKNOWN;
        }
        return distinct.size() == 1 ? distinct.iterator().next() : new OneOf(new ArrayList<>(distinct));
    }

    default List<Value> alternatives() {
        if (this instanceof OneOf several) {
            return several.values();
        }
        return this instanceof Variable variable ? variable.bound().alternatives() : List.of(this);
    }

    /** The argument of a library's type, or unknown. */
    default Value argument(int index) {
        return this instanceof Library library && index < library.arguments().size()
                ? library.arguments().get(index)
                : UNKNOWN;
    }
}
