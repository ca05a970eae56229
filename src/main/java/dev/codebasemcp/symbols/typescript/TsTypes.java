package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import dev.codebasemcp.symbols.typescript.TsSymbol.Part;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import dev.codebasemcp.symbols.typescript.TsType.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the types that are written in annotations. */
final class TsTypes {
    private static final int MOST_OPTIONS = 64;

    private final TsChecker checker;
    private final TsCache known;

    TsTypes(TsChecker checker) {
        this.checker = checker;
        this.known = new TsCache(checker.guard());
    }

    /** Returns the type that a node writes. */
    TsType of(SourceFile file, SyntaxNode node) {
        return known.get(node, () -> compute(file, node));
    }

    /** Returns the type that a node writes for values of type parameters. */
    TsType of(SourceFile file, SyntaxNode node, Map<SyntaxNode, TsType> values) {
        return of(file, node).with(values);
    }

    private TsType compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "type_identifier", "identifier" -> named(file, symbol(file, node), node, List.of());
            case "nested_type_identifier", "nested_identifier" -> named(file, qualified(file, node), node, List.of());
            case "generic_type" -> generic(file, node);
            case "lookup_type" -> lookup(file, node);
            case "infer_type" -> new Variable(file, node);
            case "array_type" -> new Library("Array", List.of(at(file, TsNodes.first(node))));
            case "tuple_type" -> tuple(file, node);
            case "union_type" -> TsType.union(all(file, flattened(node, "union_type")));
            case "intersection_type" -> new TsType.Several(all(file, flattened(node, "intersection_type")), false);
            default -> other(file, node);
        };
    }

    private TsType other(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "object_type" -> new Shape(file, node, Map.of());
            case "function_type", "constructor_type" -> new TsType.Function(file, List.of(node), Map.of());
            case "type_query" ->
                node.children().stream()
                        .findFirst()
                        .map(value -> checker.expressions().of(file, value))
                        .orElse(Other.UNKNOWN);
            case "conditional_type" ->
                TsType.union(List.of(at(file, node.child("consequence")), at(file, node.child("alternative"))));
            case "this_type" -> checker.expressions().thisType(file, node);
            case "predefined_type" -> node.text().equals("unknown") ? Other.UNKNOWN : Other.OUTSIDE;
            case "literal_type",
                    "template_literal_type",
                    "index_type_query",
                    "asserts",
                    "type_predicate",
                    "type_predicate_annotation" -> Other.OUTSIDE;
            case "required_parameter", "optional_parameter" -> at(file, node.child("type"));
            default -> at(file, TsNodes.first(node));
        };
    }

    private TsType tuple(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> parts = node.children();
        List<TsType> types = parts.stream()
                .map(part -> part.is("rest_type")
                        ? checker.library().element(at(file, TsNodes.first(part)))
                        : of(file, part))
                .toList();
        boolean open = parts.stream().anyMatch(part -> part.is("rest_type"));
        return open ? new Library("Array", List.of(TsType.union(types))) : new TsType.Tuple(types);
    }

    /** Returns the types of which a type is one, without aliases. */
    List<TsType> options(TsType type) {
        List<TsType> options = new ArrayList<>();
        Deque<TsType> rest = new ArrayDeque<>(List.of(type));
        for (int steps = 0; steps < MOST_OPTIONS && !rest.isEmpty(); steps++) {
            TsType next = reduced(rest.pop());
            if (next instanceof TsType.Several several && several.either()) {
                several.parts().forEach(rest::add);
            } else {
                options.add(next);
            }
        }
        return options;
    }

    /** The type that a part of a node names; unknown if there is no such part. */
    private TsType at(SourceFile file, Optional<SyntaxNode> part) {
        return part.map(node -> of(file, node)).orElse(Other.UNKNOWN);
    }

    List<TsType> all(SourceFile file, List<SyntaxNode> nodes) {
        return nodes.stream()
                .filter(node -> !node.is("comment"))
                .map(node -> of(file, node))
                .toList();
    }

    /** A long union is a deep tree. */
    private static List<SyntaxNode> flattened(SyntaxNode node, String kind) {
        List<SyntaxNode> parts = new ArrayList<>();
        Deque<SyntaxNode> rest = new ArrayDeque<>(List.of(node));
        while (!rest.isEmpty() && parts.size() < MOST_OPTIONS) {
            SyntaxNode next = rest.pop();
            if (next.is(kind)) {
                List<SyntaxNode> children = next.children();
                for (int i = children.size() - 1; i >= 0; i--) {
                    rest.push(children.get(i));
                }
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    private TsType generic(SourceFile file, SyntaxNode node) {
        List<TsType> arguments = arguments(file, node);
        Optional<SyntaxNode> name = node.child("name");
        if (name.isEmpty()) {
            return Other.UNKNOWN;
        }
        TsSymbol symbol =
                name.get().is("type_identifier", "identifier") ? symbol(file, name.get()) : qualified(file, name.get());
        return named(file, symbol, name.get(), arguments);
    }

    /** Returns the type arguments that a node writes. */
    List<TsType> arguments(SourceFile file, SyntaxNode node) {
        return node.children("type_arguments").stream()
                .findFirst()
                .map(list -> all(file, list.children()))
                .orElse(List.of());
    }

    /** Returns the symbol that the name of a type means. */
    TsSymbol symbol(SourceFile file, SyntaxNode name) {
        return TsFacts.of(file)
                .lookup(name.text(), name, Space.TYPES)
                .map(symbol -> checker.modules().follow(symbol, Space.TYPES))
                .orElseGet(() -> new TsSymbol(file, name.text(), name.text(), Kind.OUTSIDE));
    }

    /** Returns the symbol that {@code A.B} means as a type. */
    TsSymbol qualified(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> owner = node.child("module").or(() -> node.child("object"));
        Optional<SyntaxNode> name = node.child("name").or(() -> node.child("property"));
        if (owner.isEmpty() || name.isEmpty()) {
            return new TsSymbol(file, "", "", Kind.UNKNOWN);
        }
        return member(namespace(file, owner.get()), name.get().text(), Space.TYPES);
    }

    /** Returns the symbol that the name before a dot means. */
    TsSymbol namespace(SourceFile file, SyntaxNode node) {
        if (!node.is("identifier")) {
            boolean enters = checker.guard().enter();
            try {
                return enters ? qualified(file, node) : new TsSymbol(file, "", "", Kind.UNKNOWN);
            } finally {
                if (enters) {
                    checker.guard().leave();
                }
            }
        }
        return TsFacts.of(file)
                .lookup(node.text(), node, Space.VALUES)
                .or(() -> TsFacts.of(file).lookup(node.text(), node, Space.TYPES))
                .map(symbol -> checker.modules().follow(symbol, Space.VALUES))
                .orElseGet(() -> new TsSymbol(file, node.text(), node.text(), Kind.OUTSIDE));
    }

    /** Returns what a namespace, module or enum has under a name. */
    TsSymbol member(TsSymbol owner, String name, Space space) {
        TsSymbol unknown = new TsSymbol(owner.file(), name, name, Kind.UNKNOWN);
        return switch (owner.kind()) {
            case MODULE -> checker.modules().exported(owner.file(), name, space).orElse(unknown);
            case OUTSIDE -> new TsSymbol(owner.file(), name, name, Kind.OUTSIDE);
            case NAMESPACE, ENUM, CLASS, FUNCTION, INTERFACE ->
                inNamespace(owner, name, space).orElse(unknown);
            default -> unknown;
        };
    }

    private Optional<TsSymbol> inNamespace(TsSymbol owner, String name, Space space) {
        TsFacts facts = TsFacts.of(owner.file());
        for (Part part : owner.parts()) {
            Optional<SyntaxNode> body = part.node().child("body");
            Optional<TsSymbol> found = body.flatMap(facts::scope)
                    .map(scope -> scope.names(space).get(name))
                    .or(() -> body.flatMap(node -> facts.members(node, name).stream()
                            .filter(member -> member.is(Kind.ENUM_MEMBER))
                            .findFirst()));
            if (found.isPresent()) {
                return found.map(symbol -> checker.modules().follow(symbol, space));
            }
        }
        return Optional.empty();
    }

    private TsType named(SourceFile file, TsSymbol symbol, SyntaxNode name, List<TsType> arguments) {
        return switch (symbol.kind()) {
            case CLASS, INTERFACE, ALIAS, ENUM -> new Named(symbol, arguments);
            case TYPE_PARAMETER -> new Variable(symbol.file(), symbol.first().node());
            case OUTSIDE -> outside(file, name, arguments);
            case ENUM_MEMBER -> Other.OUTSIDE;
            default -> Other.UNKNOWN;
        };
    }

    private static TsType outside(SourceFile file, SyntaxNode name, List<TsType> arguments) {
        boolean global = TsFacts.of(file).lookup(name.text(), name, Space.TYPES).isEmpty();
        return global && TsLibrary.isGeneric(name.text()) ? new Library(name.text(), arguments) : Other.OUTSIDE;
    }

    private TsType lookup(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> parts = node.children();
        if (parts.size() < 2) {
            return Other.UNKNOWN;
        }
        TsType owner = of(file, parts.get(0));
        Optional<String> name =
                TsNodes.nameOf(parts.get(1)).filter(unused -> parts.get(1).is("literal_type"));
        if (name.isPresent()) {
            return checker.members().find(owner, name.get()).type();
        }
        return parts.get(1).text().equals("number")
                ? checker.library().element(owner)
                : checker.members().indexed(owner);
    }

    /** Returns the type behind an alias, a type parameter or a utility of the library, whose members a value has. */
    TsType reduced(TsType type) {
        TsType result = type;
        for (int depth = 0; depth < 24; depth++) {
            TsType next = step(result);
            if (next.equals(result)) {
                return result;
            }
            result = next;
        }
        return Other.UNKNOWN;
    }

    private TsType step(TsType type) {
        if (type instanceof Named named && named.symbol().is(Kind.ALIAS)) {
            return alias(named);
        }
        if (type instanceof Variable variable) {
            return bound(variable.parameter())
                    .<TsType>map(bound -> of(variable.file(), bound))
                    .orElse(Other.UNKNOWN);
        }
        return type instanceof Library library ? checker.library().reduced(library) : type;
    }

    private static Optional<SyntaxNode> bound(SyntaxNode parameter) {
        List<SyntaxNode> parts = parameter.children();
        return parameter.is("infer_type") ? parts.stream().skip(1).findFirst() : parameter.child("constraint");
    }

    private TsType alias(Named named) {
        SyntaxNode node = named.symbol().first().node();
        SourceFile file = named.symbol().file();
        if (node.is("import_alias")) {
            List<SyntaxNode> parts = node.children();
            TsType target = of(file, parts.get(parts.size() - 1));
            return target instanceof Named other ? new Named(other.symbol(), named.arguments()) : target;
        }
        return node.child("value").map(value -> of(file, value, values(named))).orElse(Other.UNKNOWN);
    }

    /** Returns the values of the type parameters of a named type. */
    Map<SyntaxNode, TsType> values(Named named) {
        Map<SyntaxNode, TsType> values = new HashMap<>();
        for (Part part : named.symbol().parts()) {
            List<SyntaxNode> parameters = parameters(part.node());
            for (int i = 0; i < parameters.size(); i++) {
                SyntaxNode parameter = parameters.get(i);
                if (i < named.arguments().size()) {
                    values.put(parameter, named.arguments().get(i));
                } else if (!named.arguments().isEmpty() || named.symbol().is(Kind.ALIAS)) {
                    parameter
                            .child("value")
                            .ifPresent(given ->
                                    values.put(parameter, of(named.symbol().file(), given)));
                }
            }
        }
        return values;
    }

    /** The type parameters that a node declares. */
    static List<SyntaxNode> parameters(SyntaxNode node) {
        return node.child("type_parameters")
                .map(list -> list.children("type_parameter"))
                .orElse(List.of());
    }
}
