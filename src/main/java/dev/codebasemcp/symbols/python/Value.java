package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.List;

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

    /** A module of the code base itself. */
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
                    .map(argument -> depth(argument) < DEEPEST ? argument : Values.UNKNOWN)
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

    /** Nothing is known. */
    record Unknown() implements Value {}

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
                : Values.UNKNOWN;
    }
}
