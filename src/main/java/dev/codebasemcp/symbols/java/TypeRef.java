package dev.codebasemcp.symbols.java;

import java.util.List;
import java.util.Map;

/** The type of an expression, as far as the source tells it. */
sealed interface TypeRef {
    /** A type of the code base with its type arguments, which may be missing. */
    record Declared(JavaType type, List<TypeRef> arguments) implements TypeRef {}

    /** A type of the platform. */
    record Platform(Class<?> type, List<TypeRef> arguments) implements TypeRef {}

    /** A type variable; {@code key} tells it from others of the same name. */
    record Variable(Object key, TypeRef bound) implements TypeRef {}

    /** An array. */
    record ArrayOf(TypeRef element) implements TypeRef {}

    /** A type without members in the code base. */
    enum Other implements TypeRef {
        /** A primitive type, or a type of a library that is not in the code base. */
        OUTSIDE,
        UNKNOWN
    }

    /** Arguments that are nested deeper hardly ever matter, and may double with each level. */
    int DEEPEST_ARGUMENT = 8;

    /** Replaces type variables. */
    default TypeRef with(Map<Object, TypeRef> values) {
        return with(values, 0);
    }

    private TypeRef with(Map<Object, TypeRef> values, int depth) {
        if (depth > DEEPEST_ARGUMENT) {
            return Other.UNKNOWN;
        }
        if (this instanceof Variable variable) {
            return values.getOrDefault(variable.key(), variable);
        }
        if (this instanceof Declared declared) {
            return new Declared(declared.type(), all(declared.arguments(), values, depth + 1));
        }
        if (this instanceof Platform platform) {
            return new Platform(platform.type(), all(platform.arguments(), values, depth + 1));
        }
        return this instanceof ArrayOf array ? new ArrayOf(array.element().with(values, depth + 1)) : this;
    }

    /** The type whose members a value has: the bound of a variable. */
    default TypeRef erased() {
        TypeRef type = this;
        for (int depth = 0; depth < 8 && type instanceof Variable variable; depth++) {
            type = variable.bound();
        }
        return type;
    }

    private static List<TypeRef> all(List<TypeRef> types, Map<Object, TypeRef> values, int depth) {
        return types.stream().map(type -> type.with(values, depth)).toList();
    }
}
