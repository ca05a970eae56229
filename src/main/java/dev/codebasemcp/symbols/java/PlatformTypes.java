package dev.codebasemcp.symbols.java;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types of the Java platform, as the running JVM declares them. Sources need not be indexed for {@code List.get} to have
 * a type. Runs no code of them: classes are not initialized.
 */
final class PlatformTypes {
    private static final int LONGEST_NAME = 200;
    private static final Set<String> PACKAGES = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final ClassLoader LOADER = ClassLoader.getPlatformClassLoader();

    private PlatformTypes() {}

    /** Finds a top-level or nested type by its qualified name, with dots. */
    static Optional<Class<?>> named(String qualifiedName) {
        boolean platform = qualifiedName.startsWith("java.") || qualifiedName.startsWith("javax.");
        if (!platform || qualifiedName.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String name = qualifiedName;
        // A class loader keeps each name that it was asked for, so only those in a known package are asked for.
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.')) {
            String nested = name.substring(0, dot) + "$" + name.substring(dot + 1);
            try {
                if (!PACKAGES.contains(name.substring(0, dot))) {
                    name = nested;
                    continue;
                }
                return Optional.of(Class.forName(name, false, LOADER));
            } catch (ClassNotFoundException | LinkageError absent) {
                name = nested;
            }
        }
        return Optional.empty();
    }

    /** Returns the methods of a name that take a number of arguments, most specific owners first. */
    static List<Method> methods(Class<?> type, String name, int arguments) {
        try {
            return Arrays.stream(type.getMethods())
                    .filter(method -> method.getName().equals(name) && !method.isBridge())
                    .filter(method -> method.isVarArgs()
                            ? arguments >= method.getParameterCount() - 1
                            : arguments == method.getParameterCount())
                    .sorted(Comparator.comparing(Method::isVarArgs).thenComparing(Method::toString))
                    .toList();
        } catch (LinkageError incomplete) {
            return List.of();
        }
    }

    /** Returns the only abstract method of a functional interface. */
    static Optional<Method> functional(Class<?> type) {
        if (!type.isInterface()) {
            return Optional.empty();
        }
        List<Method> open = Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> methods(Object.class, method.getName(), method.getParameterCount())
                        .isEmpty())
                .toList();
        return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
    }

    /** Returns the values of a type's variables and of those of its supertypes. */
    static Map<Object, TypeRef> variables(TypeRef.Platform type) {
        Map<Object, TypeRef> values = new HashMap<>();
        TypeVariable<?>[] parameters = type.type().getTypeParameters();
        for (int i = 0; i < parameters.length && i < type.arguments().size(); i++) {
            values.put(parameters[i], type.arguments().get(i));
        }
        addSupertypes(type.type(), values, 0);
        return values;
    }

    private static void addSupertypes(Class<?> type, Map<Object, TypeRef> values, int depth) {
        if (depth > 12) {
            return;
        }
        for (Type above : supertypes(type)) {
            if (above instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
                TypeVariable<?>[] parameters = raw.getTypeParameters();
                Type[] arguments = generic.getActualTypeArguments();
                for (int i = 0; i < parameters.length; i++) {
                    values.putIfAbsent(parameters[i], of(arguments[i]).with(values));
                }
                addSupertypes(raw, values, depth + 1);
            } else if (above instanceof Class<?> raw) {
                addSupertypes(raw, values, depth + 1);
            }
        }
    }

    private static List<Type> supertypes(Class<?> type) {
        List<Type> all = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getGenericSuperclass() != null) {
            all.add(type.getGenericSuperclass());
        }
        return all;
    }

    /** Translates a type of the platform. */
    static TypeRef of(Type type) {
        if (type instanceof Class<?> plain) {
            if (plain.isPrimitive()) {
                return TypeRef.Other.OUTSIDE;
            }
            return plain.isArray()
                    ? new TypeRef.ArrayOf(of(plain.getComponentType()))
                    : new TypeRef.Platform(plain, List.of());
        }
        if (type instanceof ParameterizedType generic) {
            List<TypeRef> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(PlatformTypes::of)
                    .toList();
            return new TypeRef.Platform((Class<?>) generic.getRawType(), arguments);
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            return new TypeRef.ArrayOf(of(array.getGenericComponentType()));
        }
        return type instanceof TypeVariable<?> variable
                ? new TypeRef.Variable(variable, object())
                : TypeRef.Other.UNKNOWN;
    }

    static TypeRef object() {
        return new TypeRef.Platform(Object.class, List.of());
    }
}
