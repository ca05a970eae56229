package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.LineRange;

/**
 * A symbol's declaration. Overloads in one type are one symbol.
 *
 * @param qualifiedName the names of the definitions around it and its own, joined by {@code .}
 * @param space tells apart symbols with the same qualified name, such as a field and a method of a Java class
 * @param node the whole declaration
 * @param nameNode its name
 */
public record Declaration(SourceFile file, String qualifiedName, String space, SyntaxNode node, SyntaxNode nameNode) {
    /** A declaration in a language where a qualified name is that of one symbol. */
    public Declaration(SourceFile file, String qualifiedName, SyntaxNode node, SyntaxNode nameNode) {
        this(file, qualifiedName, "", node, nameNode);
    }

    /** The plain name. */
    public String name() {
        return nameNode.text();
    }

    /** Its lines, with its modifiers and decorators but without comments above it. */
    public LineRange lines() {
        return new LineRange(node.line(), node.endLine());
    }

    /** The symbol that it declares. */
    public SymbolKey key() {
        return new SymbolKey(file.key(), qualifiedName, space);
    }

    /** Whether another declaration is of the same symbol. */
    public boolean isSameSymbol(Declaration other) {
        return key().equals(other.key());
    }
}
