package dev.codebasemcp.symbols.c;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * A name that a file declares outside of functions, or a member of a struct.
 *
 * @param declarator what is around the name in its declaration; the name itself for macros, tags and constants
 * @param isOfFile whether other files cannot mean it by its name, as for what is {@code static}
 */
record CSymbol(Kind kind, Declaration declaration, SyntaxNode declarator, boolean isOfFile) {
    /** What a name stands for. */
    enum Kind {
        FUNCTION,
        VARIABLE,
        TYPEDEF,
        TAG,
        CONSTANT,
        MACRO,
        MEMBER,
        METHOD,
        /** What C has no word for, such as a namespace. */
        OTHER
    }

    String name() {
        return declaration.name();
    }

    SourceFile file() {
        return declaration.file();
    }

    boolean is(Kind... some) {
        return List.of(some).contains(kind);
    }

    /** Whether all files of a program mean the same by it. */
    boolean isLinked() {
        return !isOfFile && is(Kind.FUNCTION, Kind.VARIABLE);
    }

    /** The body of a struct, or the specifier of a typed declaration; empty if it has no type. */
    Optional<SyntaxNode> specifier() {
        return is(Kind.TAG)
                ? Optional.of(declaration.node())
                : declaration.node().child(CKinds.TYPE);
    }

    static List<Declaration> declarations(List<CSymbol> symbols) {
        return symbols.stream().map(CSymbol::declaration).distinct().toList();
    }
}
