package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The local names of a file. Immutable after it was made. */
final class CScopes {
    private static final Set<String> SCOPES = Set.of(
            CKinds.BLOCK,
            CKinds.FOR,
            CKinds.FUNCTION,
            CKinds.PARAMETERS,
            "lambda_expression",
            "for_range_loop",
            "catch_clause",
            "if_statement",
            "while_statement",
            "switch_statement",
            "template_declaration",
            "requires_expression");
    private static final Set<String> DECLARING = Set.of(
            CKinds.DECLARATION,
            CKinds.TYPEDEF,
            CKinds.PARAMETER,
            "optional_parameter_declaration",
            "variadic_parameter_declaration",
            "type_parameter_declaration",
            "optional_type_parameter_declaration",
            "variadic_type_parameter_declaration",
            "lambda_capture_initializer",
            "for_range_loop",
            "alias_declaration",
            "structured_binding_declarator");

    private static final int MOST_VARIANTS = 4;

    private final Map<SyntaxNode, Map<String, List<CLocal>>> byScope = new HashMap<>();

    /** Adds what a node of one of the {@link #declaring} kinds declares, if that is local. */
    boolean add(SyntaxNode node) {
        Optional<SyntaxNode> scope = node.is("for_range_loop") ? Optional.of(node) : scope(node);
        if (scope.isEmpty()) {
            return false;
        }
        for (SyntaxNode declarator : declarators(node)) {
            CKinds.name(declarator).ifPresent(name -> put(scope.get(), name, node, declarator));
        }
        return true;
    }

    static boolean declaring(String kind) {
        return DECLARING.contains(kind);
    }

    private void put(SyntaxNode scope, SyntaxNode name, SyntaxNode node, SyntaxNode declarator) {
        byScope.computeIfAbsent(scope, unused -> new HashMap<>())
                .computeIfAbsent(name.text(), unused -> new ArrayList<>())
                .add(new CLocal(name.start(), node, declarator, isForeign(node, declarator)));
    }

    private static List<SyntaxNode> declarators(SyntaxNode node) {
        if (node.is(
                "structured_binding_declarator", "type_parameter_declaration", "variadic_type_parameter_declaration")) {
            return node.children(CKinds.IDENTIFIER, CKinds.TYPE_IDENTIFIER);
        }
        return node.children().stream()
                .filter(child -> child.field().equals(CKinds.DECLARATOR)
                        || child.field().equals(CKinds.NAME)
                        || (node.is("lambda_capture_initializer")
                                && child.field().equals(CKinds.LEFT)))
                .toList();
    }

    /** Whether a local declaration is of something outside: {@code extern int x;} or {@code int f(void);}. */
    static boolean isForeign(SyntaxNode node, SyntaxNode declarator) {
        return node.is(CKinds.DECLARATION)
                && (CKinds.has(node, "extern")
                        || (CKinds.isFunction(declarator)
                                && node.child(CKinds.TYPE).isPresent()));
    }

    /** The scope of a declaration; empty if it is not local. */
    private static Optional<SyntaxNode> scope(SyntaxNode node) {
        SyntaxNode at = node;
        while (true) {
            Optional<SyntaxNode> parent = at.parent();
            if (parent.isEmpty() || parent.get().is(CKinds.FIELDS, "namespace_definition")) {
                return Optional.empty();
            }
            at = parent.get();
            if (at.is(CKinds.PARAMETERS)) {
                return Optional.of(withBody(at));
            }
            if (SCOPES.contains(at.kind())) {
                boolean isTemplate = at.is("template_declaration")
                        && !node.parent()
                                .filter(list -> list.is("template_parameter_list"))
                                .isPresent();
                if (!isTemplate) {
                    return Optional.of(at);
                }
            }
        }
    }

    /** Parameters are seen in the body of their function, if it has one. */
    private static SyntaxNode withBody(SyntaxNode parameters) {
        SyntaxNode at = parameters;
        while (true) {
            Optional<SyntaxNode> parent = at.parent();
            if (parent.isEmpty()) {
                return parameters;
            }
            at = parent.get();
            if (at.is(CKinds.FUNCTION, "lambda_expression")) {
                return at;
            }
            if (!at.kind().endsWith(CKinds.DECLARATOR)) {
                return parameters;
            }
        }
    }

    /** Returns the local meaning of a name at a place. */
    Optional<CLocal> find(String name, SyntaxNode at) {
        return all(name, at).stream().findFirst();
    }

    /** Returns the local meanings of a name at a place, the last first; branches of the preprocessor may have several. */
    List<CLocal> all(String name, SyntaxNode at) {
        return at.ancestors()
                .filter(node -> SCOPES.contains(node.kind()))
                .map(scope -> seen(scope, name, at))
                .filter(locals -> !locals.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<CLocal> seen(SyntaxNode scope, String name, SyntaxNode at) {
        List<CLocal> locals = byScope.getOrDefault(scope, Map.of()).getOrDefault(name, List.of());
        List<CLocal> found = new ArrayList<>();
        for (int i = locals.size() - 1; i >= 0 && found.size() < MOST_VARIANTS; i--) {
            if (locals.get(i).from() <= at.start()) {
                found.add(locals.get(i));
            }
        }
        return found;
    }
}
