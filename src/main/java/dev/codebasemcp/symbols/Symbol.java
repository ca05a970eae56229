package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SymbolKey;

/**
 * A symbol without its syntax tree, so that many can be held.
 *
 * @param qualifiedName the names of the definitions around it and its own, joined by {@code .}
 * @param space tells apart symbols with the same qualified name
 * @param line of its name, from 1
 */
public record Symbol(FileRef file, String qualifiedName, String space, int line) {
    /** Returns the symbol of a declaration in a file. */
    static Symbol of(Declaration declaration, FileRef file) {
        return new Symbol(
                file,
                declaration.qualifiedName(),
                declaration.space(),
                declaration.nameNode().line());
    }

    /** The last of its names. */
    String plainName() {
        return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
    }

    /** What identifies it. */
    SymbolKey key() {
        return new SymbolKey(file.key(), qualifiedName, space);
    }

    /** Whether a declaration is of this symbol. */
    boolean isOf(Declaration declaration) {
        return key().equals(declaration.key());
    }

    /** Whether another is the same symbol; overloads are. */
    boolean isSame(Symbol other) {
        return key().equals(other.key());
    }
}
