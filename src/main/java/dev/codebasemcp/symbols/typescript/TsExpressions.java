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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the types of expressions and symbols. */
final class TsExpressions {
    private static final int MOST_ELEMENTS = 8;
    private static final int DEEPEST = 400;

    private final TsChecker checker;
    private final TsCache known;

    TsExpressions(TsChecker checker) {
        this.checker = checker;
        this.known = new TsCache(checker.guard());
    }

    /** Returns the type of an expression. */
    TsType of(SourceFile file, SyntaxNode node) {
        return known.get(node, () -> compute(file, node));
    }

    private TsType compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier", "shorthand_property_identifier" -> variable(file, node);
            case "this" -> thisType(file, node);
            case "super" -> superType(file, node);
            case "member_expression", "nested_identifier" -> member(file, node);
            case "subscript_expression" -> subscript(file, node);
            case "call_expression" -> checker.calls().result(file, node);
            case "new_expression" -> checker.calls().created(file, node);
            case "await_expression" -> checker.library().awaited(first(file, node));
            case "object" -> new Shape(file, node, Map.of());
            default -> combined(file, node);
        };
    }

    /** The type of an expression that is made of others. */
    private TsType combined(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "class" -> classValue(file, node);
            case "as_expression", "type_assertion" -> cast(file, node);
            case "parenthesized_expression",
                    "non_null_expression",
                    "satisfies_expression",
                    "instantiation_expression" -> first(file, node);
            case "array" -> array(file, node);
            case "arrow_function", "function_expression", "generator_function" ->
                new TsType.Function(file, List.of(node), Map.of());
            case "ternary_expression" ->
                TsType.union(List.of(child(file, node, "consequence"), child(file, node, "alternative")));
            case "binary_expression" -> binary(file, node);
            case "assignment_expression", "sequence_expression" -> child(file, node, "right");
            case "yield_expression" -> Other.UNKNOWN;
            default -> Other.OUTSIDE;
        };
    }

    private TsType first(SourceFile file, SyntaxNode node) {
        return TsNodes.first(node).map(child -> of(file, child)).orElse(Other.UNKNOWN);
    }

    private TsType child(SourceFile file, SyntaxNode node, String field) {
        return node.child(field).map(child -> of(file, child)).orElse(Other.UNKNOWN);
    }

    private TsType variable(SourceFile file, SyntaxNode name) {
        TsType declared = value(file, name).map(this::typeOf).orElse(Other.OUTSIDE);
        return name.is("identifier") ? checker.narrowing().variable(file, name, declared) : declared;
    }

    /** Returns the symbol that a name means as a value; empty if it is global. */
    Optional<TsSymbol> value(SourceFile file, SyntaxNode name) {
        return TsFacts.of(file)
                .lookup(name.text(), name, Space.VALUES)
                .map(symbol -> checker.modules().follow(symbol, Space.VALUES));
    }

    private TsType member(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> name = node.child("property");
        TsType owner = child(file, node, "object");
        return name.map(property ->
                        checker.members().find(owner, property.text()).type())
                .orElse(Other.UNKNOWN);
    }

    private TsType subscript(SourceFile file, SyntaxNode node) {
        TsType owner = child(file, node, "object");
        Optional<SyntaxNode> index = node.child("index");
        Optional<String> name = index.filter(key -> key.is("string")).flatMap(TsNodes::nameOf);
        if (name.isPresent()) {
            return checker.members().find(owner, name.get()).type();
        }
        Optional<SyntaxNode> number = index.filter(key -> key.is("number"));
        if (number.isPresent() && owner instanceof TsType.Tuple tuple) {
            return checker.library().at(tuple, number.get().text());
        }
        return checker.members().indexed(owner);
    }

    private TsType cast(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> parts = node.children();
        if (node.is("type_assertion")) {
            return asserted(file, parts);
        }
        return parts.size() > 1 ? checker.types().of(file, parts.get(1)) : first(file, node);
    }

    private TsType asserted(SourceFile file, List<SyntaxNode> parts) {
        boolean constant = parts.get(0).text().equals("<const>");
        if (constant || parts.get(0).children().isEmpty()) {
            return of(file, parts.get(parts.size() - 1));
        }
        return checker.types().of(file, parts.get(0).children().get(0));
    }

    private TsType array(SourceFile file, SyntaxNode node) {
        List<SyntaxNode> elements = node.children().stream()
                .filter(element -> !element.is("comment"))
                .limit(MOST_ELEMENTS + 1L)
                .toList();
        boolean spreads = elements.stream().anyMatch(element -> element.is("spread_element"));
        List<TsType> types = elements.stream()
                .map(element -> element.is("spread_element")
                        ? checker.library().element(first(file, element))
                        : of(file, element))
                .toList();
        boolean fixed = !spreads && !types.isEmpty() && types.size() <= MOST_ELEMENTS;
        return fixed ? new TsType.Tuple(types) : new Library("Array", List.of(TsType.union(types)));
    }

    private TsType binary(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> left = node.child("left");
        Optional<SyntaxNode> right = node.child("right");
        if (left.isEmpty() || right.isEmpty()) {
            return Other.UNKNOWN;
        }
        String operator = node.tree().text().slice(left.get().end(), right.get().start());
        if (operator.contains("&&")) {
            return of(file, right.get());
        }
        return operator.contains("||") || operator.contains("??")
                ? TsType.union(List.of(of(file, left.get()), of(file, right.get())))
                : Other.OUTSIDE;
    }

    private TsType classValue(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> name = node.parent()
                .filter(parent -> parent.is("variable_declarator"))
                .flatMap(parent -> parent.child("name"))
                .or(() -> node.child("name"));
        return name.flatMap(TsFacts.of(file)::declaredBy)
                .<TsType>map(TsType.Value::new)
                .orElse(Other.UNKNOWN);
    }

    /** Returns the type of {@code this} at a node. */
    TsType thisType(SourceFile file, SyntaxNode at) {
        boolean onClass = false;
        Optional<SyntaxNode> around = at.parent();
        for (int depth = 0; depth < DEEPEST && around.isPresent(); depth++) {
            SyntaxNode node = around.get();
            SyntaxNode parent = node.parent().orElse(node);
            if (node.is("class_body", "interface_body")) {
                TsType type = self(file, parent);
                return onClass ? TsMembers.constructor(type) : type;
            }
            if (parent.is("object") && node.is("method_definition", "pair") && !isArrow(node)) {
                return new Shape(file, parent, Map.of());
            }
            if (hasOwnThis(node, parent)) {
                return TsAssignments.constructed(file, node)
                        .<TsType>map(symbol -> new Named(symbol, List.of()))
                        .orElse(Other.UNKNOWN);
            }
            onClass |= parent.is("class_body") && isStatic(node);
            around = node.parent();
        }
        return Other.OUTSIDE;
    }

    private static boolean hasOwnThis(SyntaxNode node, SyntaxNode parent) {
        return node.is("function_declaration", "generator_function_declaration")
                || (node.is("function_expression", "generator_function") && !parent.is("pair"));
    }

    private static boolean isStatic(SyntaxNode member) {
        return member.is("class_static_block")
                || member.child("name")
                        .filter(name -> TsNodes.isStatic(member, name))
                        .isPresent();
    }

    private static boolean isArrow(SyntaxNode pair) {
        return pair.child("value")
                .filter(value -> !value.is("function_expression"))
                .isPresent();
    }

    private static TsType self(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> name = node.is("class")
                        && node.parent()
                                .filter(p -> p.is("variable_declarator"))
                                .isPresent()
                ? node.parent().flatMap(p -> p.child("name"))
                : node.child("name");
        return name.flatMap(TsFacts.of(file)::declaredBy)
                .<TsType>map(TsExpressions::self)
                .orElse(Other.UNKNOWN);
    }

    /** A type with its own parameters as arguments. */
    static Named self(TsSymbol symbol) {
        List<TsType> parameters = TsTypes.parameters(symbol.first().node()).stream()
                .<TsType>map(parameter -> new Variable(symbol.file(), parameter))
                .toList();
        return new Named(symbol, parameters);
    }

    private TsType superType(SourceFile file, SyntaxNode node) {
        TsType self = thisType(file, node);
        if (self instanceof TsType.Value value) {
            return checker.heritage().supertypes(self(value.symbol())).stream()
                    .findFirst()
                    .map(TsMembers::constructor)
                    .orElse(Other.OUTSIDE);
        }
        return self instanceof Named named
                ? checker.heritage().supertypes(named).stream().findFirst().orElse(Other.OUTSIDE)
                : Other.UNKNOWN;
    }

    /** Returns the type of a symbol as a value. */
    TsType typeOf(TsSymbol symbol) {
        return switch (symbol.kind()) {
            case CLASS, ENUM, NAMESPACE, MODULE -> new TsType.Value(symbol);
            case FUNCTION -> function(symbol);
            case METHOD, FIELD, KEY -> memberType(symbol);
            case VARIABLE, PARAMETER ->
                checker.patterns().of(symbol.file(), symbol.first().name());
            case EXPRESSION -> of(symbol.file(), symbol.first().node());
            case IMPORT -> {
                TsSymbol target = checker.modules().follow(symbol, Space.VALUES);
                yield target.is(Kind.IMPORT) ? Other.UNKNOWN : typeOf(target);
            }
            case OUTSIDE, ENUM_MEMBER -> Other.OUTSIDE;
            default -> Other.UNKNOWN;
        };
    }

    /** Of overloads, those without a body are the signatures. */
    private static TsType function(TsSymbol symbol) {
        List<SyntaxNode> all = symbol.parts().stream().map(Part::node).toList();
        List<SyntaxNode> open =
                all.stream().filter(node -> node.child("body").isEmpty()).toList();
        return new TsType.Function(symbol.file(), open.isEmpty() ? all : open, Map.of());
    }

    private TsType memberType(TsSymbol symbol) {
        Part part = symbol.first();
        SyntaxNode node = part.node();
        SourceFile file = symbol.file();
        if (node.is("method_definition", "method_signature", "abstract_method_signature")) {
            return TsNodes.hasWordBefore(node, part.name(), "get")
                    ? checker.calls().returned(file, node)
                    : function(symbol);
        }
        if (node.is("shorthand_property_identifier")) {
            return of(file, node);
        }
        if (node.is(TsNodes.PARAMETERS)) {
            return checker.patterns().of(file, part.name());
        }
        Optional<SyntaxNode> type = TsNodes.type(node);
        if (type.isPresent()) {
            return checker.types().of(file, type.get());
        }
        return node.child("value")
                .or(() -> node.child("right"))
                .map(value -> of(file, value))
                .orElse(Other.UNKNOWN);
    }
}
