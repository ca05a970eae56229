package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.ReferenceKind;

/** Tells how places use names. */
final class Kinds {
    private static final int FARTHEST = 6;

    private Kinds() {}

    static ReferenceKind of(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        if (isImport(node)) {
            return ReferenceKind.IMPORT;
        }
        if (parent.is("function_definition") && node.field().equals("name")) {
            return ReferenceKind.OVERRIDE;
        }
        return ofUse(isAttribute(node, parent) ? parent : node);
    }

    private static boolean isAttribute(SyntaxNode node, SyntaxNode parent) {
        return parent.is("attribute") && node.field().equals("attribute");
    }

    private static ReferenceKind ofUse(SyntaxNode whole) {
        SyntaxNode around = whole.parent().orElse(whole);
        boolean called = around.is("call") && whole.field().equals("function");
        if (called || around.is("decorator")) {
            return ReferenceKind.CALL;
        }
        if (isWritten(whole, around)) {
            return ReferenceKind.WRITE;
        }
        return isType(whole) ? ReferenceKind.TYPE : ReferenceKind.READ;
    }

    private static boolean isImport(SyntaxNode node) {
        return node.ancestors()
                .limit(FARTHEST)
                .anyMatch(around -> around.is("import_statement", "import_from_statement", "future_import_statement"));
    }

    private static boolean isWritten(SyntaxNode whole, SyntaxNode around) {
        if (around.is("assignment", "augmented_assignment") || around.is("for_statement", "for_in_clause")) {
            return whole.field().equals("left");
        }
        boolean named = around.is("named_expression") && whole.field().equals("name");
        return named
                || around.is("pattern_list", "tuple_pattern", "list_pattern", "as_pattern_target", "delete_statement");
    }

    private static boolean isType(SyntaxNode whole) {
        return whole.is("string")
                || whole.ancestors()
                        .limit(FARTHEST)
                        .takeWhile(node -> !node.is("call", "block", "keyword_pattern"))
                        .anyMatch(node -> node.is("type", "class_pattern", "except_clause")
                                || node.field().equals("superclasses"));
    }
}
