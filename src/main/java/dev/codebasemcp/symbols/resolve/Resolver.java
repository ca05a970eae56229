package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves the names in files of one family of languages within one code base. Used by one thread. */
public interface Resolver {
    /** Returns the declarations in a file that other files or other definitions can refer to, in order. */
    List<Declaration> declarations(SourceFile file);

    /** Returns the nodes in a file that may refer to one of the names, in order. */
    List<SyntaxNode> mentions(SourceFile file, Set<String> names);

    /** Returns what one of the {@link #mentions} refers to. */
    Resolution resolve(SourceFile file, SyntaxNode mention);

    /** Returns how a mention uses what it refers to. */
    ReferenceKind kind(SourceFile file, SyntaxNode mention);

    /** Whether only the file of a declaration can refer to it, so that no other needs to be read. */
    default boolean isOfFileOnly(Declaration declaration) {
        return false;
    }

    /** Whether a declaration only announces what another one defines, such as a prototype. */
    default boolean isAnnouncement(Declaration declaration) {
        return false;
    }

    /**
     * Returns a word of each file that refers to a declaration without its name, such as the name of a module whose default
     * export others call as they like.
     */
    default Optional<String> moduleWord(Declaration declaration) {
        return Optional.empty();
    }

    /** Returns the type whose declaration names another as its supertype with this mention; empty if the mention is no such clause. */
    default Optional<Declaration> subtypeAt(SourceFile file, SyntaxNode mention) {
        return Optional.empty();
    }

    /** Whether a mention begins a type without a name that extends or implements what it names, as {@code new T() {}} does. */
    default boolean isAnonymousSubtypeAt(SourceFile file, SyntaxNode mention) {
        return false;
    }

    /** Whether a call can mean one of several overloads, as to the number of its arguments; what is no call can. */
    default boolean takes(Declaration declaration, SyntaxNode mention) {
        return true;
    }

    /** Returns where the imports of a file name a module as a whole, such as {@code import a.b}, with the file of each. */
    default Map<SyntaxNode, FileKey> importedModules(SourceFile file) {
        return Map.of();
    }

    /** Returns other names by which a file mentions the symbol of a declaration, such as {@code y} after {@code import x as y}. */
    default Set<String> aliases(SourceFile file, String name) {
        return Set.of();
    }
}
