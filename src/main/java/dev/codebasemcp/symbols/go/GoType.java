package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The type of an expression, as far as the source tells it. */
sealed interface GoType {
    /** A larger type is not known: types that double with each level must not take all memory. */
    int LARGEST = 100;

    int DEEPEST = 12;

    /** A declared type; more than one declaration if the files of several systems declare it. */
    record Named(List<GoSymbol> declarations, List<GoType> arguments) implements GoType {
        GoSymbol symbol() {
            return declarations.get(0);
        }
    }

    /** A generic type of a library. */
    record Library(String path, String name, List<GoType> arguments) implements GoType {}

    /** A pointer. */
    record Pointer(GoType to) implements GoType {}

    /** A slice or an array. */
    record Sequence(GoType element) implements GoType {}

    /** A channel. */
    record Channel(GoType element) implements GoType {}

    /** A map. */
    record Mapping(GoType key, GoType value) implements GoType {}

    /** A struct, an interface or a function as written, with what its type parameters stand for. */
    record Written(SourceFile file, SyntaxNode node, Map<SyntaxNode, GoType> values) implements GoType {}

    /** The results of a call. */
    record Results(List<GoType> types) implements GoType {}

    /** A type parameter, by the place that declares it. */
    record Parameter(SourceFile file, GoLocal local) implements GoType {}

    /** An expression that names a type. */
    record Meta(GoType type) implements GoType {}

    /** A type without members in the code base. */
    enum Other implements GoType {
        /** A type of the language or of a library. */
        OUTSIDE,
        UNKNOWN
    }

    /** Replaces type parameters. */
    default GoType with(Map<SyntaxNode, GoType> values) {
        if (values.isEmpty()) {
            return this;
        }
        if (isLarge()) {
            return Other.UNKNOWN;
        }
        GoType type = with(values, 0);
        return type.isLarge() ? Other.UNKNOWN : type;
    }

    private GoType with(Map<SyntaxNode, GoType> values, int depth) {
        if (depth > DEEPEST) {
            return Other.UNKNOWN;
        }
        if (this instanceof Parameter parameter) {
            return values.getOrDefault(parameter.local().name(), parameter);
        }
        if (this instanceof Named named) {
            return named.arguments().isEmpty()
                    ? named
                    : new Named(named.declarations(), all(named.arguments(), values, depth));
        }
        if (this instanceof Library library) {
            return new Library(library.path(), library.name(), all(library.arguments(), values, depth));
        }
        if (this instanceof Written written) {
            return replaced(written, values, depth);
        }
        if (this instanceof Mapping map) {
            return new Mapping(map.key().with(values, depth + 1), map.value().with(values, depth + 1));
        }
        return wrapped(values, depth + 1);
    }

    private GoType wrapped(Map<SyntaxNode, GoType> values, int depth) {
        if (this instanceof Pointer pointer) {
            return new Pointer(pointer.to().with(values, depth));
        }
        if (this instanceof Sequence sequence) {
            return new Sequence(sequence.element().with(values, depth));
        }
        if (this instanceof Channel channel) {
            return new Channel(channel.element().with(values, depth));
        }
        if (this instanceof Results results) {
            return new Results(all(results.types(), values, depth));
        }
        return this instanceof Meta meta ? new Meta(meta.type().with(values, depth)) : this;
    }

    private static Written replaced(Written written, Map<SyntaxNode, GoType> values, int depth) {
        Map<SyntaxNode, GoType> all = new HashMap<>(values);
        written.values().forEach((key, type) -> all.put(key, type.with(values, depth + 1)));
        return new Written(written.file(), written.node(), Map.copyOf(all));
    }

    private static List<GoType> all(List<GoType> types, Map<SyntaxNode, GoType> values, int depth) {
        return types.stream().map(type -> type.with(values, depth + 1)).toList();
    }

    /** Whether it is so large that its parts are not looked at: they may double with each level. */
    default boolean isLarge() {
        return weight(0) > LARGEST;
    }

    /** The number of types in it; from some size on not exact. */
    private int weight(int depth) {
        if (depth > DEEPEST) {
            return LARGEST + 1;
        }
        int sum = 1;
        for (GoType part : parts()) {
            sum += part.weight(depth + 1);
            if (sum > LARGEST) {
                return sum;
            }
        }
        return sum;
    }

    /** The types in it. */
    default List<GoType> parts() {
        if (this instanceof Named named) {
            return named.arguments();
        }
        if (this instanceof Library library) {
            return library.arguments();
        }
        if (this instanceof Results results) {
            return results.types();
        }
        if (this instanceof Mapping map) {
            return List.of(map.key(), map.value());
        }
        return this instanceof Written written ? List.copyOf(written.values().values()) : wrappedPart();
    }

    private List<GoType> wrappedPart() {
        if (this instanceof Pointer pointer) {
            return List.of(pointer.to());
        }
        if (this instanceof Sequence sequence) {
            return List.of(sequence.element());
        }
        if (this instanceof Channel channel) {
            return List.of(channel.element());
        }
        return this instanceof Meta meta ? List.of(meta.type()) : List.of();
    }

    /** The type without a pointer before it. */
    default GoType pointed() {
        return this instanceof Pointer pointer ? pointer.to() : this;
    }

    /** The i-th of the values of an expression that gives several. */
    default GoType at(int index) {
        if (this instanceof Results results) {
            return index < results.types().size() ? results.types().get(index) : Other.UNKNOWN;
        }
        // The second value of v, ok := m[k] is a bool.
        return index == 0 || this == Other.UNKNOWN ? this : Other.OUTSIDE;
    }
}
