package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.go.GoMembers.Found;
import dev.codebasemcp.symbols.go.GoMembers.Own;
import dev.codebasemcp.symbols.go.GoSymbol.Kind;
import dev.codebasemcp.symbols.go.GoType.Other;
import dev.codebasemcp.symbols.resolve.NodeMemo;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the types of expressions. Within one code base, used by one thread. */
final class GoExpressions {
    private static final int DEEPEST = 100;

    private final GoPackages packages;
    private final GoTypes types;
    private final GoMembers members;
    private final GoVariables variables;
    private final GoCalls calls;
    private final NodeMemo<GoType> known = new NodeMemo<>(DEEPEST, Other.UNKNOWN);

    GoExpressions(GoPackages packages, GoTypes types, GoMembers members) {
        this.packages = packages;
        this.types = types;
        this.members = members;
        this.variables = new GoVariables(types, this);
        this.calls = new GoCalls(types, this);
    }

    /** Returns the type of an expression; for one that names a type, {@code Meta}. */
    GoType of(SourceFile file, SyntaxNode node) {
        return known.of(node, () -> compute(file, node));
    }

    private GoType compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case GoKinds.IDENTIFIER, GoKinds.TYPE_IDENTIFIER, GoKinds.PACKAGE_IDENTIFIER -> name(file, node);
            case GoKinds.SELECTOR, GoKinds.QUALIFIED_TYPE -> selector(file, node);
            case GoKinds.CALL -> calls.result(file, node);
            case GoKinds.CONVERSION -> converted(file, node);
            case GoKinds.COMPOSITE -> composite(file, node);
            case GoKinds.FUNCTION_LITERAL -> new GoType.Written(file, node, Map.of());
            case GoKinds.INDEX, GoKinds.INSTANTIATION, GoKinds.GENERIC_TYPE -> index(file, node);
            default -> node.kind().endsWith("literal") ? Other.OUTSIDE : operation(file, node);
        };
    }

    private GoType operation(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "unary_expression" -> unary(file, node);
            case "binary_expression" -> binary(file, node);
            case GoKinds.PARENTHESIZED -> first(file, node);
            case "slice_expression" -> sliced(operand(file, node));
            case "type_assertion_expression" -> type(file, node);
            case "nil", "true", "false", "iota" -> Other.OUTSIDE;
            default -> node.kind().endsWith("type") ? new GoType.Meta(types.of(file, node)) : Other.UNKNOWN;
        };
    }

    private GoType first(SourceFile file, SyntaxNode node) {
        return GoKinds.parts(node).stream()
                .findFirst()
                .map(inner -> of(file, inner))
                .orElse(Other.UNKNOWN);
    }

    private GoType operand(SourceFile file, SyntaxNode node) {
        return node.child(GoKinds.OPERAND).map(inner -> of(file, inner)).orElse(Other.UNKNOWN);
    }

    private GoType type(SourceFile file, SyntaxNode node) {
        return node.child(GoKinds.TYPE).map(inner -> types.of(file, inner)).orElse(Other.UNKNOWN);
    }

    private GoType sliced(GoType type) {
        GoType made = types.underlying(type).pointed();
        return type instanceof GoType.Pointer && made instanceof GoType.Sequence ? made : type;
    }

    /** {@code f[T](x)} of a generic function looks like a conversion. */
    private GoType converted(SourceFile file, SyntaxNode node) {
        GoType type = type(file, node);
        return type == Other.UNKNOWN ? calls.ofGeneric(file, node) : type;
    }

    private GoType composite(SourceFile file, SyntaxNode node) {
        return type(file, node);
    }

    private GoType unary(SourceFile file, SyntaxNode node) {
        GoType operand = operand(file, node);
        String text = node.tree().text().slice(node.start(), node.start() + 1);
        if (text.equals("&")) {
            return new GoType.Pointer(operand);
        }
        if (text.equals("*")) {
            if (operand instanceof GoType.Meta meta) {
                return new GoType.Meta(new GoType.Pointer(meta.type()));
            }
            GoType pointer = operand instanceof GoType.Pointer ? operand : types.underlying(operand);
            return pointer instanceof GoType.Pointer found ? found.to() : pointer;
        }
        boolean receives = text.equals("<") && types.underlying(operand) instanceof GoType.Channel;
        return receives ? ((GoType.Channel) types.underlying(operand)).element() : operand;
    }

    private GoType binary(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> left = node.child(GoKinds.LEFT);
        Optional<SyntaxNode> right = node.child(GoKinds.RIGHT);
        if (left.isEmpty() || right.isEmpty()) {
            return Other.UNKNOWN;
        }
        String sign =
                node.tree().text().slice(left.get().end(), right.get().start()).strip();
        if (sign.matches("==|!=|<=?|>=?|&&|\\|\\|")) {
            return Other.OUTSIDE;
        }
        GoType first = of(file, left.get());
        // 2 * x has the type of x.
        return first == Other.OUTSIDE && !sign.matches("<<|>>") ? of(file, right.get()) : first;
    }

    private GoType index(SourceFile file, SyntaxNode node) {
        GoType operand = node.child(GoKinds.OPERAND)
                .or(() -> node.child(GoKinds.TYPE))
                .map(inner -> of(file, inner))
                .orElse(Other.UNKNOWN);
        if (operand instanceof GoType.Meta meta) {
            return new GoType.Meta(GoTypes.instance(meta.type(), calls.typeArguments(file, node)));
        }
        GoType made = types.underlying(operand).pointed();
        if (made instanceof GoType.Written written && !written.node().is(GoKinds.STRUCT)) {
            return calls.instance(file, node, written);
        }
        return element(operand);
    }

    /** The element of what can be indexed. */
    GoType element(GoType container) {
        GoType made = types.underlying(types.underlying(container).pointed());
        if (made instanceof GoType.Sequence sequence) {
            return sequence.element();
        }
        if (made instanceof GoType.Mapping map) {
            return map.value();
        }
        return made == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
    }

    private GoType name(SourceFile file, SyntaxNode node) {
        Optional<GoLocal> local = GoFacts.of(file).scopes().find(node.text(), node);
        if (local.isPresent()) {
            return variables.local(file, local.get(), node);
        }
        List<GoSymbol> symbols = types.visible(file, node.text());
        return symbols.isEmpty() ? missing(node.text()) : value(symbols, Map.of());
    }

    private GoType missing(String name) {
        return packages.isTooFrequent(name) ? Other.UNKNOWN : Other.OUTSIDE;
    }

    private GoType selector(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> operand = node.child(GoKinds.OPERAND).or(() -> node.child(GoKinds.PACKAGE));
        String name = node.child("field")
                .or(() -> node.child(GoKinds.NAME))
                .map(SyntaxNode::text)
                .orElse("");
        if (operand.isPresent() && types.isPackage(file, operand.get())) {
            List<GoSymbol> symbols = packages.imported(file, operand.get().text(), name);
            return symbols.isEmpty() ? missing(name) : value(symbols, Map.of());
        }
        GoType owner = operand.map(before -> of(file, before)).orElse(Other.UNKNOWN);
        if (owner instanceof GoType.Library) {
            return owner;
        }
        Found found = members.find(owner instanceof GoType.Meta meta ? meta.type() : owner, name);
        if (found instanceof Own own) {
            return value(own.symbols(), own.values());
        }
        return found == GoMembers.Absent.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
    }

    /** The type of what symbols stand for; they are the same for several systems. */
    private GoType value(List<GoSymbol> symbols, Map<SyntaxNode, GoType> values) {
        GoSymbol symbol = symbols.get(0);
        return switch (symbol.kind()) {
            case FUNCTION, METHOD -> new GoType.Written(symbol.file(), symbol.node(), Map.copyOf(values));
            case TYPE ->
                new GoType.Meta(types.declared(
                        symbols.stream().filter(one -> one.is(Kind.TYPE)).toList()));
            case FIELD -> type(symbol.file(), symbol.node()).with(values);
            case VALUE -> variables.declared(symbol);
        };
    }

    /** The type of the values that composite literals in braces have without naming it. */
    GoType literal(SourceFile file, SyntaxNode braces) {
        return literal(file, braces, 0);
    }

    private GoType literal(SourceFile file, SyntaxNode braces, int depth) {
        SyntaxNode parent = braces.parent().orElse(braces);
        if (parent.is(GoKinds.COMPOSITE)) {
            return type(file, parent);
        }
        SyntaxNode element = parent.is(GoKinds.LITERAL_ELEMENT) ? parent : braces;
        Optional<SyntaxNode> outer = element.around(GoKinds.LITERAL_VALUE);
        if (outer.isEmpty() || depth > DEEPEST) {
            return Other.UNKNOWN;
        }
        GoType container =
                types.underlying(literal(file, outer.get(), depth + 1).pointed());
        boolean isKey = element.field().equals("key");
        GoType type = isKey && container instanceof GoType.Mapping map ? map.key() : element(container);
        return type.pointed();
    }
}
