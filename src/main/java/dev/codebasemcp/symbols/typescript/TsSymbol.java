package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a name in a file is bound to. Overloads and merged interfaces are one symbol with several parts. */
final class TsSymbol {
    private final SourceFile file;
    private final String name;
    private final String qualifiedName;
    private Kind kind;
    private final List<Part> parts = new ArrayList<>();
    private Optional<Import> imported = Optional.empty();
    private boolean listed;
    private boolean onClass;

    TsSymbol(SourceFile file, String name, String qualifiedName, Kind kind) {
        this.file = file;
        this.name = name;
        this.qualifiedName = qualifiedName;
        this.kind = kind;
    }

    /** What declares a symbol. */
    enum Kind {
        CLASS,
        INTERFACE,
        ALIAS,
        ENUM,
        ENUM_MEMBER,
        NAMESPACE,
        FUNCTION,
        /** Of a class, an interface, a type literal or an object literal. */
        METHOD,
        FIELD,
        /** A property of an object literal. */
        KEY,
        VARIABLE,
        PARAMETER,
        TYPE_PARAMETER,
        IMPORT,
        /** A whole file. */
        MODULE,
        /** An exported expression without a name. */
        EXPRESSION,
        /** From a package that is not in the code base. */
        OUTSIDE,
        UNKNOWN
    }

    /**
     * One declaration.
     *
     * @param node the node that declares it
     * @param name the node of its name
     */
    record Part(SyntaxNode node, SyntaxNode name) {}

    /**
     * Where an import comes from.
     *
     * @param name the exported name; {@code *} for the whole module
     */
    record Import(String module, String name) {}

    SourceFile file() {
        return file;
    }

    String name() {
        return name;
    }

    String qualifiedName() {
        return qualifiedName;
    }

    Kind kind() {
        return kind;
    }

    boolean is(Kind some) {
        return kind == some;
    }

    List<Part> parts() {
        return parts;
    }

    Part first() {
        return parts.get(0);
    }

    Optional<Import> imported() {
        return imported;
    }

    /** Whether other definitions can refer to it: it is no local variable. */
    boolean isListed() {
        return listed;
    }

    /** Whether it is a static member of a class. */
    boolean isOnClass() {
        return onClass;
    }

    TsSymbol add(SyntaxNode node, SyntaxNode nameNode) {
        parts.add(new Part(node, nameNode));
        return this;
    }

    TsSymbol from(Import source) {
        imported = Optional.of(source);
        return this;
    }

    /** An interface that a class of the same name completes is a class. */
    void becomeClass() {
        kind = Kind.CLASS;
    }

    void list() {
        listed = true;
    }

    void putOnClass() {
        onClass = true;
    }

    List<Declaration> declarations() {
        return parts.stream()
                .map(part -> new Declaration(file, qualifiedName, whole(part.node()), part.name()))
                .toList();
    }

    /** The node with the words before it: {@code export}, {@code const}. */
    private static SyntaxNode whole(SyntaxNode node) {
        SyntaxNode whole = node;
        Optional<SyntaxNode> parent = node.parent();
        while (parent.isPresent()
                && parent.get()
                        .is(
                                "variable_declarator",
                                "lexical_declaration",
                                "variable_declaration",
                                "export_statement",
                                "ambient_declaration")) {
            whole = parent.get();
            parent = whole.parent();
        }
        return whole;
    }

    @Override
    public String toString() {
        return kind + " " + qualifiedName;
    }
}
