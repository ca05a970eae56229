package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that are declared inside the functions of a file, and its type parameters. Immutable after it was made. */
final class GoScopes {
    private static final String[] BLOCKS = {
        "block",
        "if_statement",
        "for_statement",
        "expression_switch_statement",
        GoKinds.TYPE_SWITCH,
        "expression_case",
        "type_case",
        "default_case",
        "communication_case",
        GoKinds.FUNCTION_LITERAL,
        GoKinds.FUNCTION,
        GoKinds.METHOD
    };

    private static final String[] SIGNATURES = {
        GoKinds.FUNCTION_LITERAL, GoKinds.FUNCTION, GoKinds.METHOD, GoKinds.FUNCTION_TYPE, GoKinds.METHOD_OF_INTERFACE
    };

    private static final Set<String> DECLARING = Set.of(
            GoKinds.SHORT_VAR,
            GoKinds.RANGE,
            GoKinds.RECEIVE,
            GoKinds.VAR_SPEC,
            GoKinds.CONST_SPEC,
            GoKinds.TYPE_SPEC,
            GoKinds.TYPE_ALIAS,
            GoKinds.PARAMETER,
            GoKinds.VARIADIC,
            GoKinds.TYPE_PARAMETER,
            GoKinds.TYPE_SWITCH,
            GoKinds.METHOD);

    private final Map<SyntaxNode, Map<String, GoLocal>> byScope = new HashMap<>();

    GoScopes(SourceFile file) {
        file.tree().nodes(DECLARING::contains).forEach(this::add);
    }

    /** The local name that is visible at a node; empty if there is none. */
    Optional<GoLocal> find(String name, SyntaxNode at) {
        for (Optional<SyntaxNode> scope = at.parent();
                scope.isPresent();
                scope = scope.get().parent()) {
            GoLocal local = byScope.getOrDefault(scope.get(), Map.of()).get(name);
            if (local != null && at.start() >= local.from()) {
                return Optional.of(local);
            }
        }
        return Optional.empty();
    }

    private void add(SyntaxNode node) {
        switch (node.kind()) {
            case GoKinds.SHORT_VAR -> addAll(left(node), node, block(node), node.end());
            case GoKinds.RANGE, GoKinds.RECEIVE -> {
                if (declares(node)) {
                    addAll(left(node), node, block(node), node.end());
                }
            }
            case GoKinds.VAR_SPEC, GoKinds.CONST_SPEC -> addAll(names(node), node, block(node), node.end());
            case GoKinds.TYPE_SPEC, GoKinds.TYPE_ALIAS -> addAll(names(node), node, block(node), node.start());
            case GoKinds.TYPE_SWITCH -> addAlias(node);
            case GoKinds.METHOD -> addReceiverArguments(node);
            case GoKinds.TYPE_PARAMETER ->
                node.parent()
                        .flatMap(SyntaxNode::parent)
                        .ifPresent(scope -> addAll(names(node), node, Optional.of(scope), scope.start()));
            default -> addParameters(node);
        }
    }

    private void addAlias(SyntaxNode node) {
        List<SyntaxNode> alias = node.child("alias").map(GoKinds::parts).orElse(List.of());
        int from = node.child(GoKinds.VALUE).map(SyntaxNode::end).orElse(node.start());
        addAll(alias, node, Optional.of(node), from);
    }

    /** {@code func (l *List[T]) Push()} declares T. */
    private void addReceiverArguments(SyntaxNode method) {
        addAll(receiverArguments(method), method, Optional.of(method), method.start());
    }

    static List<SyntaxNode> receiverArguments(SyntaxNode method) {
        return GoFacts.receiver(method).stream()
                .flatMap(type -> type.is(GoKinds.POINTER_TYPE) ? type.children().stream() : List.of(type).stream())
                .filter(type -> type.is(GoKinds.GENERIC_TYPE))
                .flatMap(type -> type.child(GoKinds.TYPE_ARGUMENTS).stream())
                .flatMap(arguments -> arguments.children().stream())
                .map(argument -> argument.children().stream().findFirst().orElse(argument))
                .toList();
    }

    private void addParameters(SyntaxNode node) {
        Optional<SyntaxNode> signature = node.around(SIGNATURES);
        int from = signature
                .map(scope -> scope.child(GoKinds.BODY).map(SyntaxNode::start).orElse(scope.end()))
                .orElse(0);
        addAll(names(node), node, signature, from);
    }

    /** The scope of names of statements; none for those of the package. */
    private static Optional<SyntaxNode> block(SyntaxNode node) {
        return node.around(BLOCKS);
    }

    private void addAll(List<SyntaxNode> names, SyntaxNode node, Optional<SyntaxNode> scope, int from) {
        if (scope.isEmpty()) {
            return;
        }
        Map<String, GoLocal> locals = byScope.computeIfAbsent(scope.get(), unused -> new HashMap<>());
        int index = 0;
        for (SyntaxNode name : names) {
            if (name.is(GoKinds.IDENTIFIER, GoKinds.TYPE_IDENTIFIER)) {
                // A name that is assigned again by := keeps its first type.
                locals.putIfAbsent(name.text(), new GoLocal(name, from, node, index));
            }
            index++;
        }
    }

    private static List<SyntaxNode> left(SyntaxNode node) {
        return node.child(GoKinds.LEFT).map(GoKinds::parts).orElse(List.of());
    }

    static List<SyntaxNode> names(SyntaxNode node) {
        return node.children().stream()
                .filter(child -> child.field().equals(GoKinds.NAME))
                .toList();
    }

    /** Whether the sign between both sides is {@code :=}. */
    static boolean declares(SyntaxNode node) {
        Optional<SyntaxNode> left = node.child(GoKinds.LEFT);
        Optional<SyntaxNode> right = node.child(GoKinds.RIGHT);
        return left.isPresent()
                && right.isPresent()
                && node.tree()
                        .text()
                        .slice(left.get().end(), right.get().start())
                        .contains(":=");
    }
}
