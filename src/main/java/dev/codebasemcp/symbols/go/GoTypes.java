package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoSymbol.Kind;
import dev.codebasemcp.symbols.go.GoType.Other;
import dev.codebasemcp.symbols.resolve.NodeMemo;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the types that are written. Within one code base, used by one thread. */
final class GoTypes {
    private static final int DEEPEST = 60;
    private static final int LONGEST_CHAIN = 20;

    private final GoPackages packages;
    private final NodeMemo<GoType> known = new NodeMemo<>(DEEPEST, Other.UNKNOWN);

    GoTypes(GoPackages packages) {
        this.packages = packages;
    }

    /** Returns the type that a node of a type, or an expression that names one, stands for. */
    GoType of(SourceFile file, SyntaxNode node) {
        return known.of(node, () -> compute(file, node));
    }

    private GoType compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case GoKinds.TYPE_IDENTIFIER, GoKinds.IDENTIFIER -> named(file, node);
            case GoKinds.QUALIFIED_TYPE -> qualified(file, node);
            case GoKinds.GENERIC_TYPE -> generic(file, node);
            case GoKinds.STRUCT, GoKinds.INTERFACE, GoKinds.FUNCTION_TYPE -> new GoType.Written(file, node, Map.of());
            case GoKinds.TYPE_ELEMENT, "type_constraint" -> element(file, node);
            default -> composed(file, node);
        };
    }

    private GoType composed(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case GoKinds.POINTER_TYPE -> new GoType.Pointer(first(file, node));
            case GoKinds.PARENTHESIZED_TYPE -> first(file, node);
            case "slice_type", "array_type", "implicit_length_array_type" ->
                new GoType.Sequence(child(file, node, GoKinds.ELEMENT));
            case "map_type" -> new GoType.Mapping(child(file, node, "key"), child(file, node, GoKinds.VALUE));
            case "channel_type" -> new GoType.Channel(child(file, node, GoKinds.VALUE));
            default -> Other.OUTSIDE;
        };
    }

    private GoType first(SourceFile file, SyntaxNode node) {
        return GoKinds.parts(node).stream()
                .findFirst()
                .map(child -> of(file, child))
                .orElse(Other.UNKNOWN);
    }

    private GoType child(SourceFile file, SyntaxNode node, String field) {
        return node.child(field).map(child -> of(file, child)).orElse(Other.UNKNOWN);
    }

    /** One of several types is none of them. */
    private GoType element(SourceFile file, SyntaxNode node) {
        return node.children().size() == 1 ? first(file, node) : Other.OUTSIDE;
    }

    private GoType qualified(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> before = node.child(GoKinds.PACKAGE);
        String name = node.child(GoKinds.NAME).map(SyntaxNode::text).orElse("");
        if (before.isEmpty() || !isPackage(file, before.get())) {
            // The field of a variable, in what only looks like a type: f[x.y](z).
            return Other.UNKNOWN;
        }
        String owner = before.get().text();
        return of(packages.imported(file, owner, name), name);
    }

    /** Whether an expression before a dot is the name of an imported package. */
    boolean isPackage(SourceFile file, SyntaxNode operand) {
        if (!operand.is(GoKinds.IDENTIFIER, GoKinds.PACKAGE_IDENTIFIER)) {
            return false;
        }
        String name = operand.text();
        GoFacts facts = GoFacts.of(file);
        if (facts.scopes().find(name, operand).isPresent()) {
            return false;
        }
        boolean imported = facts.imports().stream().anyMatch(one -> one.isNamed(name));
        return imported || visible(file, name).isEmpty();
    }

    private GoType generic(SourceFile file, SyntaxNode node) {
        GoType type = child(file, node, GoKinds.TYPE);
        List<GoType> arguments = arguments(file, node);
        if (type == Other.OUTSIDE) {
            return library(file, node, arguments);
        }
        return instance(type, arguments);
    }

    /** A generic type with its type arguments. */
    static GoType instance(GoType type, List<GoType> arguments) {
        return type instanceof GoType.Named named ? new GoType.Named(named.declarations(), arguments) : type;
    }

    /** Returns the types in brackets. */
    List<GoType> arguments(SourceFile file, SyntaxNode node) {
        return node.child(GoKinds.TYPE_ARGUMENTS).stream()
                .flatMap(list -> GoKinds.parts(list).stream())
                .map(argument -> of(file, argument))
                .toList();
    }

    private static GoType library(SourceFile file, SyntaxNode node, List<GoType> arguments) {
        SyntaxNode type = node.child(GoKinds.TYPE).orElse(node);
        String owner = type.child(GoKinds.PACKAGE).map(SyntaxNode::text).orElse("");
        String path = GoFacts.of(file).imports().stream()
                .filter(one -> one.isNamed(owner))
                .map(GoImport::path)
                .findFirst()
                .orElse("");
        return new GoType.Library(
                path, type.child(GoKinds.NAME).map(SyntaxNode::text).orElse(""), arguments);
    }

    private GoType named(SourceFile file, SyntaxNode node) {
        String name = node.text();
        Optional<GoLocal> local = GoFacts.of(file).scopes().find(name, node);
        return local.isPresent() ? ofLocal(file, local.get()) : of(visible(file, name), name);
    }

    /** Returns the type that a local name stands for. */
    GoType ofLocal(SourceFile file, GoLocal local) {
        if (local.isTypeParameter()) {
            return new GoType.Parameter(file, local);
        }
        return GoFacts.of(file)
                .localType(local.name())
                .map(type -> declared(List.of(type)))
                .orElse(Other.UNKNOWN);
    }

    /** Returns what a name without a dot before it means, if it is not local. */
    List<GoSymbol> visible(SourceFile file, String name) {
        List<GoSymbol> own = packages.own(file, name);
        boolean more = own.isEmpty()
                && GoFacts.of(file).imports().stream()
                        .anyMatch(one -> one.alias().equals("."));
        return more ? packages.imported(file, ".", name) : own;
    }

    private GoType of(List<GoSymbol> symbols, String name) {
        List<GoSymbol> types =
                symbols.stream().filter(symbol -> symbol.is(Kind.TYPE)).toList();
        if (types.isEmpty()) {
            return symbols.isEmpty() && !packages.isTooFrequent(name) ? Other.OUTSIDE : Other.UNKNOWN;
        }
        return declared(types);
    }

    /** Returns a declared type; for an alias, the type behind it. */
    GoType declared(List<GoSymbol> types) {
        GoSymbol type = types.get(0);
        if (type.node().is(GoKinds.TYPE_ALIAS)) {
            return type.node()
                    .child(GoKinds.TYPE)
                    .map(node -> of(type.file(), node))
                    .orElse(Other.UNKNOWN);
        }
        return new GoType.Named(types, List.of());
    }

    /** Returns what a declared type is made of: a struct, an interface, a map. For a type parameter, its constraint. */
    GoType underlying(GoType type) {
        GoType at = type;
        for (int i = 0; i < LONGEST_CHAIN; i++) {
            if (at instanceof GoType.Named named) {
                GoSymbol symbol = named.symbol();
                at = symbol.node()
                        .child(GoKinds.TYPE)
                        .map(node -> of(symbol.file(), node).with(values(named)))
                        .orElse(Other.UNKNOWN);
            } else if (at instanceof GoType.Parameter parameter) {
                at = constraint(parameter);
            } else {
                return at;
            }
        }
        return Other.UNKNOWN;
    }

    /** Returns what the type parameters of a declared type stand for. */
    static Map<SyntaxNode, GoType> values(GoType.Named type) {
        return values(parameters(type.symbol().node()), type.arguments());
    }

    static Map<SyntaxNode, GoType> values(List<SyntaxNode> parameters, List<GoType> arguments) {
        Map<SyntaxNode, GoType> values = new HashMap<>();
        for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
            values.put(parameters.get(i), arguments.get(i));
        }
        return values;
    }

    /** Returns the names of the type parameters of a type or a function. */
    static List<SyntaxNode> parameters(SyntaxNode declaration) {
        List<SyntaxNode> names = new ArrayList<>();
        declaration
                .child("type_parameters")
                .ifPresent(list -> list.children(GoKinds.TYPE_PARAMETER)
                        .forEach(parameter -> names.addAll(GoScopes.names(parameter))));
        return names;
    }

    private GoType constraint(GoType.Parameter parameter) {
        SyntaxNode declaring = parameter.local().declaring();
        if (declaring.is(GoKinds.TYPE_PARAMETER)) {
            return declaring
                    .child(GoKinds.TYPE)
                    .map(node -> of(parameter.file(), node))
                    .orElse(Other.UNKNOWN);
        }
        return GoFacts.receiver(declaring)
                .map(node -> of(parameter.file(), node).pointed())
                .filter(GoType.Named.class::isInstance)
                .map(type -> constraint(
                        (GoType.Named) type,
                        GoScopes.receiverArguments(declaring)
                                .indexOf(parameter.local().name())))
                .orElse(Other.UNKNOWN);
    }

    private GoType constraint(GoType.Named type, int index) {
        List<SyntaxNode> names = parameters(type.symbol().node());
        if (index < 0 || index >= names.size()) {
            return Other.UNKNOWN;
        }
        return names.get(index)
                .parent()
                .flatMap(parameter -> parameter.child(GoKinds.TYPE))
                .map(node -> of(type.symbol().file(), node))
                .orElse(Other.UNKNOWN);
    }
}
