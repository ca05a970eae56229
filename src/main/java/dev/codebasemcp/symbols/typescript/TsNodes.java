package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Questions on nodes of the grammars of TypeScript and JavaScript. */
final class TsNodes {
    /** The kinds of nodes that have parameters and a body or a result. */
    static final String[] FUNCTIONS = {
        "function_declaration",
        "generator_function_declaration",
        "function_expression",
        "generator_function",
        "arrow_function",
        "method_definition",
        "function_signature",
        "method_signature",
        "abstract_method_signature",
        "function_type",
        "constructor_type",
        "call_signature",
        "construct_signature"
    };

    static final String[] CLASSES = {"class_declaration", "abstract_class_declaration", "class"};

    static final String[] PARAMETERS = {"required_parameter", "optional_parameter"};

    private TsNodes() {}

    /** Returns the first child that is no comment. */
    static Optional<SyntaxNode> first(SyntaxNode node) {
        return node.children().stream().filter(child -> !child.is("comment")).findFirst();
    }

    /** The text between the start of a node and that of one of its children: modifiers and key words. */
    static boolean hasWordBefore(SyntaxNode node, SyntaxNode child, String word) {
        if (child.start() <= node.start()) {
            return false;
        }
        String head = node.tree().text().slice(node.start(), child.start());
        int at = head.indexOf(word);
        while (at >= 0) {
            boolean starts = at == 0 || !Character.isJavaIdentifierPart(head.charAt(at - 1));
            int end = at + word.length();
            if (starts && (end == head.length() || !Character.isJavaIdentifierPart(head.charAt(end)))) {
                return true;
            }
            at = head.indexOf(word, end);
        }
        return false;
    }

    /** The name that a node writes, also as a text in quotes. */
    static Optional<String> nameOf(SyntaxNode node) {
        return switch (node.kind()) {
            case "string" -> {
                List<SyntaxNode> parts = node.children();
                yield parts.size() == 1 && parts.get(0).is("string_fragment")
                        ? Optional.of(parts.get(0).text())
                        : Optional.empty();
            }
            case "computed_property_name", "literal_type" ->
                node.children().stream()
                        .findFirst()
                        .filter(inner -> inner.is("string"))
                        .flatMap(TsNodes::nameOf);
            case "property_identifier",
                    "private_property_identifier",
                    "identifier",
                    "type_identifier",
                    "string_fragment",
                    "shorthand_property_identifier",
                    "shorthand_property_identifier_pattern" -> Optional.of(node.text());
            default -> Optional.empty();
        };
    }

    /** The nodes of the names that a pattern declares, or assigns to. */
    static List<SyntaxNode> names(SyntaxNode pattern) {
        List<SyntaxNode> names = new ArrayList<>();
        Deque<SyntaxNode> rest = new ArrayDeque<>(List.of(pattern));
        while (!rest.isEmpty()) {
            SyntaxNode node = rest.pop();
            switch (node.kind()) {
                case "identifier", "shorthand_property_identifier_pattern" -> names.add(node);
                case "pair_pattern" -> node.child("value").ifPresent(rest::push);
                case "assignment_pattern", "object_assignment_pattern" ->
                    node.child("left").ifPresent(rest::push);
                case "object_pattern", "array_pattern", "rest_pattern" ->
                    node.children().forEach(rest::push);
                default -> {}
            }
        }
        return names;
    }

    /** The type in an annotation, or the node itself. */
    static Optional<SyntaxNode> type(SyntaxNode node) {
        Optional<SyntaxNode> type = node.child("return_type").or(() -> node.child("type"));
        return type.map(TsNodes::bare);
    }

    private static SyntaxNode bare(SyntaxNode node) {
        return node.kind().endsWith("type_annotation")
                ? node.children().stream().findFirst().orElse(node)
                : node;
    }

    /** Whether the name of a member follows the word {@code static}. */
    static boolean isStatic(SyntaxNode member, SyntaxNode name) {
        return hasWordBefore(member, name, "static");
    }

    /** The expression without parentheses and assertions of types. */
    static SyntaxNode core(SyntaxNode expression) {
        SyntaxNode node = expression;
        for (int depth = 0; depth < 8; depth++) {
            List<SyntaxNode> parts = node.children();
            if (parts.isEmpty()) {
                return node;
            }
            if (node.is("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression")) {
                node = parts.get(0);
            } else if (node.is("type_assertion")) {
                node = parts.get(parts.size() - 1);
            } else {
                return node;
            }
        }
        return node;
    }

    /** The parameters of a function, without {@code this}. */
    static List<SyntaxNode> parameters(SyntaxNode function) {
        Optional<SyntaxNode> one = function.child("parameter");
        if (one.isPresent()) {
            return List.of(one.get());
        }
        return function.child("parameters").map(SyntaxNode::children).orElse(List.of()).stream()
                .filter(parameter -> !parameter.is("comment", "decorator"))
                .filter(parameter ->
                        !parameter.child("pattern").filter(p -> p.is("this")).isPresent())
                .toList();
    }

    /** Whether a parameter takes all remaining arguments. */
    static boolean isRest(SyntaxNode parameter) {
        return parameter.child("pattern").orElse(parameter).is("rest_pattern");
    }

    /** The arguments of a call. */
    static List<SyntaxNode> arguments(SyntaxNode call) {
        return call
                .child("arguments")
                .filter(list -> list.is("arguments"))
                .map(SyntaxNode::children)
                .orElse(List.of())
                .stream()
                .filter(argument -> !argument.is("comment"))
                .toList();
    }

    /** The path in {@code require('path')}. */
    static Optional<String> required(SyntaxNode expression) {
        if (!expression.is("call_expression")) {
            return Optional.empty();
        }
        boolean require = expression
                .child("function")
                .filter(name -> name.is("identifier") && name.text().equals("require"))
                .isPresent();
        List<SyntaxNode> arguments = arguments(expression);
        return require && arguments.size() == 1 ? nameOf(arguments.get(0)) : Optional.empty();
    }
}
