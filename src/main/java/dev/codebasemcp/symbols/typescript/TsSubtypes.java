package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Optional;

/** Finds the types that extend or implement others. */
final class TsSubtypes {
    private TsSubtypes() {}

    /** Returns the declaration that names a supertype with this mention. */
    static Optional<Declaration> at(SourceFile file, SyntaxNode mention) {
        SyntaxNode named = mention;
        SyntaxNode parent = mention.parent().orElse(mention);
        while (isNamedBy(parent, named)) {
            named = parent;
            parent = parent.parent().orElse(parent);
        }
        if (parent.is("extends_clause", "implements_clause")) {
            parent = parent.parent().orElse(parent);
        }
        boolean heritage = parent.is("class_heritage", "extends_type_clause");
        return heritage ? parent.parent().flatMap(type -> declaration(file, type)) : Optional.empty();
    }

    /** Whether a part of a written type is the type that it names, with arguments or what it belongs to around it. */
    private static boolean isNamedBy(SyntaxNode whole, SyntaxNode part) {
        return switch (whole.kind()) {
            case "generic_type", "nested_type_identifier" -> part.field().equals("name");
            case "member_expression", "nested_identifier" -> part.field().equals("property");
            default -> false;
        };
    }

    private static Optional<Declaration> declaration(SourceFile file, SyntaxNode type) {
        TsFacts facts = TsFacts.of(file);
        return type.child("name")
                .flatMap(name -> listed(facts, name))
                .or(() -> nameOfValue(type).flatMap(name -> listed(facts, name)));
    }

    private static Optional<Declaration> listed(TsFacts facts, SyntaxNode name) {
        return facts.declaredBy(name).filter(TsSymbol::isListed).stream()
                .flatMap(symbol -> symbol.declarations().stream())
                .filter(declaration -> declaration.nameNode().equals(name))
                .findFirst();
    }

    /** Returns the name to which the class of an expression is assigned. */
    private static Optional<SyntaxNode> nameOfValue(SyntaxNode type) {
        SyntaxNode parent = type.parent().orElse(type);
        return switch (parent.kind()) {
            case "variable_declarator" -> parent.child("name");
            case "assignment_expression" -> parent.child("left").flatMap(left -> left.child("property"));
            default -> Optional.empty();
        };
    }
}
