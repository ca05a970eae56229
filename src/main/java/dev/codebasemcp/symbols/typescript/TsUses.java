package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.SourceFile;

/** Tells how a place uses what it names. */
final class TsUses {
    private TsUses() {}

    static ReferenceKind kind(SourceFile file, SyntaxNode name) {
        boolean required = TsFacts.of(file)
                .declaredBy(name)
                .filter(symbol -> symbol.is(TsSymbol.Kind.IMPORT))
                .isPresent();
        if (required || isImported(name)) {
            return ReferenceKind.IMPORT;
        }
        if (TsHeritage.isMember(file, name)) {
            return ReferenceKind.OVERRIDE;
        }
        SyntaxNode parent = name.parent().orElse(name);
        if (name.is("type_identifier")
                || parent.is("extends_clause", "class_heritage", "nested_type_identifier", "type_query")) {
            return ReferenceKind.TYPE;
        }
        boolean member = parent.is("member_expression", "subscript_expression")
                && name.field().equals("property");
        SyntaxNode whole = member ? parent : name;
        if (isCalled(whole)) {
            return ReferenceKind.CALL;
        }
        return isWritten(name, whole) ? ReferenceKind.WRITE : ReferenceKind.READ;
    }

    /** Deep code has no import around it that is far away. */
    private static boolean isImported(SyntaxNode name) {
        return name.ancestors().limit(6).anyMatch(node -> node.is("import_statement"));
    }

    private static boolean isCalled(SyntaxNode node) {
        SyntaxNode parent = node.parent().orElse(node);
        boolean wrapped = parent.is("non_null_expression", "instantiation_expression");
        SyntaxNode call = wrapped ? parent.parent().orElse(parent) : parent;
        String field = wrapped ? parent.field() : node.field();
        boolean called = call.is("call_expression") && field.equals("function");
        boolean created = call.is("new_expression") && field.equals("constructor");
        boolean shown = call.is("jsx_opening_element", "jsx_self_closing_element") && field.equals("name");
        return called || created || shown || call.is("decorator");
    }

    private static boolean isWritten(SyntaxNode name, SyntaxNode whole) {
        SyntaxNode parent = whole.parent().orElse(whole);
        boolean assigned = parent.is("assignment_expression", "augmented_assignment_expression")
                && whole.field().equals("left");
        boolean key = (parent.is("pair") && whole.field().equals("key")) || name.is("shorthand_property_identifier");
        return assigned || key || parent.is("update_expression");
    }
}
