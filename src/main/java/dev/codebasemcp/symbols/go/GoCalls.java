package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoType.Other;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the types of calls. */
final class GoCalls {
    private static final int DEEPEST = 8;

    /** Packages of the standard library whose functions may return what they are given. */
    private static final Set<String> GENERIC =
            Set.of("slices", "maps", "cmp", "iter", "sync", "sync/atomic", "unique", "weak", "errors", "math/rand/v2");

    private static final Set<String> ATOMIC = Set.of("Load", "Swap");

    private final GoTypes types;
    private final GoExpressions expressions;

    GoCalls(GoTypes types, GoExpressions expressions) {
        this.types = types;
        this.expressions = expressions;
    }

    /** Returns the type of what a call gives. */
    GoType result(SourceFile file, SyntaxNode call) {
        Optional<SyntaxNode> named = call.child("function");
        if (named.isEmpty()) {
            return Other.UNKNOWN;
        }
        SyntaxNode function = named.get();
        GoType type = expressions.of(file, function);
        if (type instanceof GoType.Meta meta) {
            return meta.type();
        }
        if (type instanceof GoType.Library library) {
            return ofLibrary(library, function);
        }
        if (type == Other.OUTSIDE) {
            return function.is(GoKinds.IDENTIFIER)
                    ? builtin(file, call, function.text())
                    : outside(file, call, function);
        }
        // What looks like type arguments may be an index: handlers[x.y](z).
        GoType called =
                call.child(GoKinds.TYPE_ARGUMENTS).isPresent() && !isFunction(type) ? expressions.element(type) : type;
        return types.underlying(called) instanceof GoType.Written written && isFunction(written)
                ? results(bound(file, call, written))
                : Other.UNKNOWN;
    }

    private static boolean isFunction(GoType type) {
        return type instanceof GoType.Written written && !written.node().is(GoKinds.STRUCT, GoKinds.INTERFACE);
    }

    private GoType builtin(SourceFile file, SyntaxNode call, String name) {
        Optional<GoType> first = arguments(call).stream()
                .findFirst()
                .map(argument -> expressions.of(file, argument))
                .map(type -> type instanceof GoType.Meta meta ? meta.type() : type);
        return switch (name) {
            case "new" -> first.<GoType>map(GoType.Pointer::new).orElse(Other.UNKNOWN);
            case "make", "append", "min", "max" -> first.orElse(Other.UNKNOWN);
            default -> Other.OUTSIDE;
        };
    }

    /** A method of a generic type of a library. */
    private static GoType ofLibrary(GoType.Library library, SyntaxNode function) {
        boolean loads = library.path().equals("sync/atomic")
                && library.name().equals("Pointer")
                && function.child("field")
                        .filter(name -> ATOMIC.contains(name.text()))
                        .isPresent();
        return loads && !library.arguments().isEmpty()
                ? new GoType.Pointer(library.arguments().get(0))
                : Other.UNKNOWN;
    }

    /** A function of a library returns types of libraries, unless it is generic. */
    private GoType outside(SourceFile file, SyntaxNode call, SyntaxNode function) {
        String owner = function.child(GoKinds.OPERAND)
                .filter(operand -> operand.is(GoKinds.IDENTIFIER))
                .map(SyntaxNode::text)
                .orElse("");
        boolean generic = GoFacts.of(file).imports().stream()
                .filter(one -> one.isNamed(owner))
                .anyMatch(one -> GENERIC.contains(one.path()) || one.path().contains("."));
        boolean own = generic
                && arguments(call).stream()
                        .map(argument -> expressions.of(file, argument))
                        .anyMatch(type -> holdsOwn(type, 0));
        return own ? Other.UNKNOWN : Other.OUTSIDE;
    }

    private static boolean holdsOwn(GoType type, int depth) {
        if (type == Other.UNKNOWN || type instanceof GoType.Named || depth > DEEPEST || type.isLarge()) {
            return true;
        }
        return !(type instanceof Other)
                && (type.parts().isEmpty() || type.parts().stream().anyMatch(part -> holdsOwn(part, depth + 1)));
    }

    /** The function with what its type parameters stand for in a call. */
    private GoType.Written bound(SourceFile file, SyntaxNode call, GoType.Written function) {
        List<SyntaxNode> parameters = GoTypes.parameters(function.node());
        if (parameters.isEmpty() || function.values().keySet().containsAll(parameters)) {
            return function;
        }
        Map<SyntaxNode, GoType> values = new HashMap<>(GoTypes.values(parameters, types.arguments(file, call)));
        List<GoType> taken = GoSignature.parameters(types, function);
        List<SyntaxNode> given = arguments(call);
        for (int i = 0; i < given.size() && !taken.isEmpty(); i++) {
            GoType wanted = taken.get(Math.min(i, taken.size() - 1));
            boolean variadic = i >= taken.size() - 1
                    && isVariadic(function.node())
                    && !given.get(i).is("variadic_argument");
            GoType one = variadic && wanted instanceof GoType.Sequence sequence ? sequence.element() : wanted;
            bind(one, expressions.of(file, given.get(i)), values, 0);
        }
        parameters.forEach(parameter -> values.putIfAbsent(parameter, Other.UNKNOWN));
        return with(function, values);
    }

    private static GoType.Written with(GoType.Written function, Map<SyntaxNode, GoType> values) {
        Map<SyntaxNode, GoType> all = new HashMap<>(function.values());
        all.putAll(values);
        return new GoType.Written(function.file(), function.node(), Map.copyOf(all));
    }

    private static boolean isVariadic(SyntaxNode function) {
        return function.child(GoKinds.PARAMETERS)
                .filter(list -> !list.children(GoKinds.VARIADIC).isEmpty())
                .isPresent();
    }

    /** Finds what type parameters stand for, if {@code given} is passed where {@code wanted} is declared. */
    private void bind(GoType wanted, GoType given, Map<SyntaxNode, GoType> values, int depth) {
        if (depth > DEEPEST || given == Other.UNKNOWN || wanted.isLarge()) {
            return;
        }
        if (wanted instanceof GoType.Parameter parameter) {
            values.putIfAbsent(parameter.local().name(), given);
        } else if (wanted instanceof GoType.Named || wanted instanceof GoType.Pointer) {
            bindParts(wanted, given, values, depth);
        } else if (wanted instanceof GoType.Written function
                && types.underlying(given) instanceof GoType.Written other) {
            bindFunctions(function, other, values, depth);
        } else {
            bindParts(wanted, types.underlying(given), values, depth);
        }
    }

    private void bindParts(GoType wanted, GoType given, Map<SyntaxNode, GoType> values, int depth) {
        List<GoType> wantedParts = wanted.parts();
        List<GoType> givenParts = given.parts();
        if (wanted.getClass() != given.getClass() || wantedParts.size() != givenParts.size()) {
            return;
        }
        for (int i = 0; i < wantedParts.size(); i++) {
            bind(wantedParts.get(i), givenParts.get(i), values, depth + 1);
        }
    }

    private void bindFunctions(GoType.Written wanted, GoType.Written given, Map<SyntaxNode, GoType> values, int depth) {
        if (!isFunction(wanted) || !isFunction(given)) {
            return;
        }
        List<GoType> first = new ArrayList<>(GoSignature.parameters(types, wanted));
        first.addAll(GoSignature.results(types, wanted));
        List<GoType> second = new ArrayList<>(GoSignature.parameters(types, given));
        second.addAll(GoSignature.results(types, given));
        if (first.size() == second.size()) {
            for (int i = 0; i < first.size(); i++) {
                bind(first.get(i), second.get(i), values, depth + 1);
            }
        }
    }

    /** {@code f[T]} without a call. */
    GoType instance(SourceFile file, SyntaxNode node, GoType.Written function) {
        return with(function, GoTypes.values(GoTypes.parameters(function.node()), typeArguments(file, node)));
    }

    /** Returns the types in brackets behind a name. */
    List<GoType> typeArguments(SourceFile file, SyntaxNode node) {
        return GoKinds.parts(node).stream()
                .skip(1)
                .flatMap(
                        child -> child.is(GoKinds.TYPE_ARGUMENTS) ? child.children().stream() : List.of(child).stream())
                .map(argument -> types.of(file, argument))
                .toList();
    }

    /** {@code f[T](x)} and {@code handlers[i](x)}, which read like conversions to a generic type. */
    GoType ofGeneric(SourceFile file, SyntaxNode conversion) {
        GoType function = conversion
                .child(GoKinds.TYPE)
                .filter(type -> type.is(GoKinds.GENERIC_TYPE))
                .map(type -> types.underlying(expressions.of(file, type)))
                .orElse(Other.UNKNOWN);
        return function instanceof GoType.Written written && isFunction(written) ? results(written) : Other.UNKNOWN;
    }

    private GoType results(GoType.Written function) {
        List<GoType> results = GoSignature.results(types, function);
        return results.size() == 1 ? results.get(0) : new GoType.Results(results);
    }

    private static List<SyntaxNode> arguments(SyntaxNode call) {
        return call.child("arguments").map(GoKinds::parts).orElse(List.of());
    }
}
