package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The type of a value, as far as the source tells it. Members are looked up when they are asked for. */
sealed interface TsType {
    /** Larger types are unknown: types in hostile code grow without end. */
    int LARGEST = 400;

    /** A class's instance, an interface, an alias or an enum's value, with its type arguments, which may be missing. */
    record Named(TsSymbol symbol, List<TsType> arguments) implements TsType {}

    /** A type literal or an object literal. */
    record Shape(SourceFile file, SyntaxNode node, Map<SyntaxNode, TsType> values) implements TsType {}

    /** A function; several nodes are overloads. */
    record Function(SourceFile file, List<SyntaxNode> signatures, Map<SyntaxNode, TsType> values) implements TsType {}

    /** What the language's own library expects of a function. */
    record Callback(List<TsType> parameters) implements TsType {}

    /** A class, enum, namespace or module as a value. */
    record Value(TsSymbol symbol) implements TsType {}

    /** A type parameter. */
    record Variable(SourceFile file, SyntaxNode parameter) implements TsType {}

    /** Has the members of each of its parts; {@code either} if it is one of them, not all at once. */
    record Several(List<TsType> parts, boolean either) implements TsType {}

    /** An array with a type for each element. */
    record Tuple(List<TsType> elements) implements TsType {}

    /** A generic type of the language's own library: {@code Promise}, {@code Array}, {@code Partial}. */
    record Library(String name, List<TsType> arguments) implements TsType {}

    /** A type without members in the code base. */
    enum Other implements TsType {
        /** A primitive type, or a type of a package that is not in the code base. */
        OUTSIDE,
        UNKNOWN
    }

    /** A union without repetition of the simplest types. */
    static TsType union(List<TsType> options) {
        List<TsType> parts = new ArrayList<>();
        for (TsType option : options) {
            if (!parts.contains(option) && parts.size() < 24) {
                parts.add(option);
            }
        }
        if (parts.size() > 1) {
            parts.remove(Other.OUTSIDE);
        }
        if (parts.isEmpty()) {
            return Other.UNKNOWN;
        }
        return parts.size() == 1 ? parts.get(0) : new Several(parts, true);
    }

    /** Replaces type parameters by their values. */
    default TsType with(Map<SyntaxNode, TsType> values) {
        if (values.isEmpty()) {
            return this;
        }
        TsType result = replaced(values);
        return result.size(LARGEST) >= LARGEST ? Other.UNKNOWN : result;
    }

    private TsType replaced(Map<SyntaxNode, TsType> values) {
        if (this instanceof Variable variable) {
            return values.getOrDefault(variable.parameter(), variable);
        }
        if (this instanceof Named named) {
            return named.arguments().isEmpty() ? this : new Named(named.symbol(), all(named.arguments(), values));
        }
        if (this instanceof Shape shape) {
            return new Shape(shape.file(), shape.node(), merged(shape.values(), values));
        }
        if (this instanceof Function function) {
            return new Function(function.file(), function.signatures(), merged(function.values(), values));
        }
        if (this instanceof Several several) {
            return new Several(all(several.parts(), values), several.either());
        }
        if (this instanceof Library library) {
            return new Library(library.name(), all(library.arguments(), values));
        }
        return this instanceof Tuple tuple ? new Tuple(all(tuple.elements(), values)) : this;
    }

    /** The number of types in this one, or {@code limit} if there are as many. */
    private int size(int limit) {
        int size = 1;
        for (TsType part : parts()) {
            if (size >= limit) {
                return limit;
            }
            size += part.size(limit - size);
        }
        return size;
    }

    private Iterable<TsType> parts() {
        if (this instanceof Named named) {
            return named.arguments();
        }
        if (this instanceof Shape shape) {
            return shape.values().values();
        }
        if (this instanceof Function function) {
            return function.values().values();
        }
        if (this instanceof Several several) {
            return several.parts();
        }
        if (this instanceof Library library) {
            return library.arguments();
        }
        return this instanceof Tuple tuple ? tuple.elements() : List.of();
    }

    private static List<TsType> all(List<TsType> types, Map<SyntaxNode, TsType> values) {
        return types.stream().map(type -> type.with(values)).toList();
    }

    /** The values of the parameters that have some, with others replaced in them, and all others. */
    private static Map<SyntaxNode, TsType> merged(Map<SyntaxNode, TsType> own, Map<SyntaxNode, TsType> values) {
        Map<SyntaxNode, TsType> all = new HashMap<>(values);
        own.forEach((parameter, value) -> all.put(parameter, value.with(values)));
        return all;
    }
}
