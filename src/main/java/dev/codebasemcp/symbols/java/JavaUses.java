package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.ReferenceKind;

/** Tells what a name is used for, by the nodes around it. */
final class JavaUses {
    /** The call of another constructor names no type, and yet refers to one. */
    static final String CONSTRUCTOR = "explicit_constructor_invocation";

    /** The kinds of nodes that declare a name, besides those that end with {@code _declaration}. */
    private static final String[] DECLARING = {
        "variable_declarator",
        "formal_parameter",
        "catch_formal_parameter",
        "resource",
        "enum_constant",
        "enhanced_for_statement",
        "instanceof_expression"
    };

    private JavaUses() {}

    static ReferenceKind kind(SyntaxNode name) {
        SyntaxNode parent = name.parent().orElse(name);
        if (name.around("import_declaration").isPresent()) {
            return ReferenceKind.IMPORT;
        }
        if (isDeclared(name, parent)) {
            return ReferenceKind.OVERRIDE;
        }
        if (isCalled(name, parent)) {
            return ReferenceKind.CALL;
        }
        if (name.is("type_identifier") || parent.is("marker_annotation", "annotation")) {
            return isCreated(name, parent) ? ReferenceKind.CALL : ReferenceKind.TYPE;
        }
        boolean member = parent.is("field_access") && name.field().equals("field");
        return isWritten(member ? parent : name) ? ReferenceKind.WRITE : ReferenceKind.READ;
    }

    /** Whether a name is that of a declaration, of any kind. */
    static boolean isDeclared(SyntaxNode name, SyntaxNode parent) {
        if (parent.is("type_parameter")) {
            return true;
        }
        if (parent.is("inferred_parameters", "type_pattern", "record_pattern_component")) {
            return name.is("identifier");
        }
        if (parent.is("lambda_expression")) {
            return name.field().equals("parameters");
        }
        boolean declares = parent.kind().endsWith("_declaration") || parent.is(DECLARING);
        return declares && name.field().equals("name");
    }

    private static boolean isCalled(SyntaxNode name, SyntaxNode parent) {
        return switch (parent.kind()) {
            case "method_invocation" -> name.field().equals("name");
            case "method_reference" -> !name.equals(parent.children().get(0));
            default -> name.is(CONSTRUCTOR);
        };
    }

    private static boolean isWritten(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        boolean assigned = parent.is("assignment_expression") && node.field().equals("left");
        return assigned || parent.is("update_expression");
    }

    private static boolean isCreated(SyntaxNode name, SyntaxNode parent) {
        SyntaxNode whole = parent.is("generic_type", "scoped_type_identifier") ? parent : name;
        return whole.field().equals("type")
                && whole.parent()
                        .filter(p -> p.is("object_creation_expression"))
                        .isPresent();
    }
}
