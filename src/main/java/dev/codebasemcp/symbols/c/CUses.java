package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.ReferenceKind;

/** Tells how places use what they name. */
final class CUses {
    private CUses() {}

    /** Returns how a name is used. */
    static ReferenceKind kind(SyntaxNode name) {
        SyntaxNode parent = name.parent().orElse(name);
        if (name.field().equals(CKinds.CALLED)) {
            return ReferenceKind.CALL;
        }
        SyntaxNode whole = whole(name, parent);
        if (whole.field().equals(CKinds.CALLED) || isCalled(whole)) {
            return ReferenceKind.CALL;
        }
        if (name.is(CKinds.TYPE_IDENTIFIER)) {
            return ReferenceKind.TYPE;
        }
        return parent.is(CKinds.FIELD_DESIGNATOR, "field_initializer") || isWritten(whole)
                ? ReferenceKind.WRITE
                : ReferenceKind.READ;
    }

    /** The expression whose last part a name is. */
    private static SyntaxNode whole(SyntaxNode name, SyntaxNode parent) {
        SyntaxNode at = name;
        SyntaxNode around = parent;
        while (isLast(at, around)) {
            at = around;
            around = at.parent().orElse(at);
        }
        return at;
    }

    private static boolean isLast(SyntaxNode name, SyntaxNode parent) {
        return (parent.is(CKinds.FIELD_EXPRESSION) && name.field().equals("field"))
                || (parent.is(CKinds.QUALIFIED, "template_function")
                        && name.field().equals(CKinds.NAME));
    }

    /** {@code (f)(x)} and {@code (*f)(x)}. */
    private static boolean isCalled(SyntaxNode node) {
        SyntaxNode at = node;
        while (true) {
            SyntaxNode parent = at.parent().orElse(at);
            if (!parent.is(CKinds.PARENTHESIZED, CKinds.POINTER_EXPRESSION)) {
                return false;
            }
            if (parent.field().equals(CKinds.CALLED)) {
                return true;
            }
            at = parent;
        }
    }

    private static boolean isWritten(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        return (parent.is("assignment_expression") && node.field().equals(CKinds.LEFT))
                || parent.is("update_expression");
    }
}
