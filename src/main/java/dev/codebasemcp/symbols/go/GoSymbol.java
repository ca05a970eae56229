package dev.codebasemcp.symbols.go;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;

/**
 * What a Go file declares: a function, a type, a constant, a variable, a method or a field.
 *
 * @param owner the names of the types and fields around a member; empty for others
 * @param isLocal whether it is declared inside a function
 * @param node the whole declaration
 * @param nameNode its name; for an embedded field the name of its type
 */
record GoSymbol(Kind kind, SourceFile file, String owner, boolean isLocal, SyntaxNode node, SyntaxNode nameNode) {
    /** What a symbol is. */
    enum Kind {
        FUNCTION,
        TYPE,
        VALUE,
        METHOD,
        FIELD
    }

    String name() {
        return nameNode.text();
    }

    boolean is(Kind some) {
        return kind == some;
    }

    Declaration declaration() {
        return new Declaration(file, owner.isEmpty() ? name() : owner + "." + name(), node, nameNode);
    }

    static List<Declaration> declarations(List<GoSymbol> symbols) {
        return symbols.stream()
                .filter(symbol -> !symbol.isLocal)
                .map(GoSymbol::declaration)
                .toList();
    }
}
