package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.List;
import java.util.Optional;

/**
 * A local variable or parameter.
 *
 * @param name the node of its name
 * @param scope the node in which it is visible, from its name on
 * @param type the node of its type; empty if it is inferred
 * @param value what it is inferred from; for {@code for (var x : xs)} the iterated expression
 */
record JavaLocal(SyntaxNode name, SyntaxNode scope, Optional<SyntaxNode> type, Optional<SyntaxNode> value) {
    private static final String[] BODIES = {
        "method_declaration",
        "constructor_declaration",
        "compact_constructor_declaration",
        "lambda_expression",
        "static_initializer",
        "class_body"
    };

    boolean isVisible(SyntaxNode at) {
        return name.start() <= at.start() && scope.holds(at);
    }

    /** Returns the local variables that a node declares. */
    static List<JavaLocal> of(SyntaxNode node) {
        Optional<JavaLocal> one = switch (node.kind()) {
            case "variable_declarator" -> declarator(node);
            case "formal_parameter", "catch_formal_parameter", "resource" ->
                node.child("name").map(name -> new JavaLocal(name, scope(node), type(node), node.child("value")));
            case "enhanced_for_statement" ->
                node.child("name").map(name -> new JavaLocal(name, node, type(node), node.child("value")));
            case "instanceof_expression" ->
                node.child("name").map(name -> new JavaLocal(name, body(node), node.child("right"), Optional.empty()));
            case "type_pattern", "record_pattern_component" -> pattern(node);
            default -> Optional.empty();
        };
        return node.is("lambda_expression") ? lambda(node) : one.map(List::of).orElse(List.of());
    }

    private static Optional<JavaLocal> declarator(SyntaxNode node) {
        SyntaxNode declaration = node.parent().orElse(node);
        if (declaration.is("spread_parameter")) {
            Optional<SyntaxNode> type = declaration.children().stream()
                    .filter(child -> !child.is("modifiers", "variable_declarator"))
                    .findFirst();
            return node.child("name").map(name -> new JavaLocal(name, scope(declaration), type, Optional.empty()));
        }
        if (!declaration.is("local_variable_declaration")) {
            return Optional.empty();
        }
        SyntaxNode scope = declaration.parent().orElse(declaration);
        return node.child("name").map(name -> new JavaLocal(name, scope, type(declaration), node.child("value")));
    }

    private static Optional<JavaLocal> pattern(SyntaxNode node) {
        List<SyntaxNode> children = node.children();
        return children.stream()
                .filter(child -> child.is("identifier"))
                .reduce((first, last) -> last)
                .map(name -> new JavaLocal(name, body(node), Optional.of(children.get(0)), Optional.empty()));
    }

    private static List<JavaLocal> lambda(SyntaxNode node) {
        List<SyntaxNode> names = node.child("parameters")
                .map(list -> list.is("identifier") ? List.of(list) : list.children("identifier"))
                .orElse(List.of());
        return names.stream()
                .map(name -> new JavaLocal(name, node, Optional.empty(), Optional.empty()))
                .toList();
    }

    /** The type, unless it is the word {@code var}. */
    private static Optional<SyntaxNode> type(SyntaxNode node) {
        if (node.is("catch_formal_parameter")) {
            return node.children("catch_type").stream()
                    .map(SyntaxNode::children)
                    .filter(types -> types.size() == 1)
                    .map(types -> types.get(0))
                    .findFirst();
        }
        return node.child("type").filter(type -> !type.text().equals("var"));
    }

    /** The statement or body whose head declares a parameter. */
    private static SyntaxNode scope(SyntaxNode parameter) {
        SyntaxNode list = parameter.parent().orElse(parameter);
        boolean head = list.is("formal_parameters", "resource_specification");
        return head ? list.parent().orElse(list) : list;
    }

    private static SyntaxNode body(SyntaxNode node) {
        return node.around(BODIES).orElse(node);
    }
}
