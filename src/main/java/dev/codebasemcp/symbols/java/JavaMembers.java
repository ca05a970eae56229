package dev.codebasemcp.symbols.java;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the members of types, also inherited ones. */
final class JavaMembers {
    private static final int DEEPEST = 64;

    private final JavaTypes types;

    JavaMembers(JavaTypes types) {
        this.types = types;
    }

    /** What a lookup found. */
    sealed interface Found {}

    /**
     * Members of one type of the code base.
     *
     * @param values the values of that type's parameters
     */
    record Own(List<JavaMember> members, Map<Object, TypeRef> values) implements Found {}

    /** A supertype from the platform has it or may have it. */
    record Inherited(TypeRef.Platform from) implements Found {}

    /** A supertype from a library may have it. */
    record Outside() implements Found {}

    /** Finds the fields of a name. */
    Optional<Found> fields(TypeRef.Declared type, String name) {
        return find(type, owner -> owner.fields(name), new LinkedHashSet<>());
    }

    /** Finds the methods of a name; those that take the number of arguments if there are any, or all if it is negative. */
    Optional<Found> methods(TypeRef.Declared type, String name, int arguments) {
        Optional<Found> fitting = find(
                type,
                owner -> owner.methods(name).stream()
                        .filter(method -> arguments < 0 || isComponent(method) || method.takes(arguments))
                        .toList(),
                new LinkedHashSet<>());
        boolean own = fitting.filter(Own.class::isInstance).isPresent();
        return own || arguments < 0 ? fitting : preferOwn(fitting, type, name);
    }

    /** A call that fits no declaration as counted is of a declaration nevertheless, unless a library may have another one. */
    private Optional<Found> preferOwn(Optional<Found> fitting, TypeRef.Declared type, String name) {
        Optional<Found> any = find(type, owner -> owner.methods(name), new LinkedHashSet<>());
        return fitting.isPresent() ? fitting : any;
    }

    private static boolean isComponent(JavaMember method) {
        return method.node().is("formal_parameter");
    }

    private Optional<Found> find(
            TypeRef.Declared type, Function<JavaType, List<JavaMember>> members, Set<JavaType> seen) {
        List<JavaMember> own = members.apply(type.type());
        Map<Object, TypeRef> values = types.variables(type);
        if (!own.isEmpty()) {
            return Optional.of(new Own(own, values));
        }
        if (!seen.add(type.type()) || seen.size() > DEEPEST) {
            return Optional.empty();
        }
        Optional<Found> outside = Optional.empty();
        for (TypeRef above : types.supertypes(type.type())) {
            TypeRef actual = above.with(values);
            if (actual instanceof TypeRef.Declared declared) {
                Optional<Found> found = find(declared, members, seen);
                if (found.filter(Own.class::isInstance).isPresent()) {
                    return found;
                }
                outside = outside.or(() -> found);
            } else if (actual instanceof TypeRef.Platform platform) {
                outside = outside.or(() -> Optional.of(new Inherited(platform)));
            } else {
                outside = Optional.of(new Outside());
            }
        }
        return outside;
    }

    /** Returns the only abstract method of a functional interface. */
    Optional<Own> functional(TypeRef.Declared type) {
        return functional(type, new LinkedHashSet<>());
    }

    private Optional<Own> functional(TypeRef.Declared type, Set<JavaType> seen) {
        if (!seen.add(type.type()) || seen.size() > DEEPEST) {
            return Optional.empty();
        }
        Map<Object, TypeRef> values = types.variables(type);
        List<JavaMember> open = type.type()
                .allMethods()
                .filter(JavaMember::isAbstract)
                .filter(method -> !method.name().equals("equals"))
                .toList();
        if (!open.isEmpty()) {
            return open.size() == 1 ? Optional.of(new Own(open, values)) : Optional.empty();
        }
        return types.supertypes(type.type()).stream()
                .map(above -> above.with(values))
                .filter(TypeRef.Declared.class::isInstance)
                .flatMap(above -> functional((TypeRef.Declared) above, seen).stream())
                .findFirst();
    }
}
