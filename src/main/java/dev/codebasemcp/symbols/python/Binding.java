package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that gives a name its meaning in a scope.
 *
 * @param scope whose name it is; of a field, the class
 * @param nameNode the node of the name
 * @param node the whole definition or statement
 * @param annotation the node of the written type
 * @param source where a variable's value comes from
 */
record Binding(
        Scope scope,
        Kind kind,
        SyntaxNode nameNode,
        SyntaxNode node,
        Optional<SyntaxNode> annotation,
        Optional<Source> source) {
    /** What binds a name. */
    enum Kind {
        CLASS,
        FUNCTION,
        PARAMETER,
        /** {@code import a.b}, with or without another name. */
        IMPORT,
        /** {@code from a import b}, with or without another name. */
        IMPORT_FROM,
        VARIABLE,
        /** Set at an instance, as in {@code self.x = 1}. */
        FIELD,
        TYPE_PARAMETER
    }

    /** A class or function. */
    static Binding definition(Scope scope, Kind kind, SyntaxNode nameNode, SyntaxNode node) {
        return new Binding(scope, kind, nameNode, node, Optional.empty(), Optional.empty());
    }

    String name() {
        return nameNode.text();
    }

    boolean is(Kind some) {
        return kind == some;
    }

    boolean isDefinition() {
        return kind == Kind.CLASS || kind == Kind.FUNCTION;
    }

    boolean isImport() {
        return kind == Kind.IMPORT || kind == Kind.IMPORT_FROM;
    }

    /** The declaration that it makes for other definitions; empty if it makes none. */
    Optional<Declaration> declaration() {
        return scope.symbol(name()).stream()
                .flatMap(symbol -> symbol.allDeclarations().stream())
                .filter(declaration -> declaration.nameNode().equals(nameNode))
                .findFirst();
    }

    /** The definition without its decorators. */
    SyntaxNode definition() {
        return node.child("definition").orElse(node);
    }

    /** The expressions after the {@code @} of its decorators. */
    Stream<SyntaxNode> decorators() {
        return node.is("decorated_definition")
                ? node.children("decorator").stream().flatMap(decorator -> decorator.children().stream())
                : Stream.empty();
    }

    /** Whether a decorator has this last name, as in {@code @functools.cached_property}. */
    boolean isDecorated(String... names) {
        return decorators().anyMatch(decorator -> {
            String text = Texts.callee(decorator);
            String last = text.substring(text.lastIndexOf('.') + 1);
            return Arrays.asList(names).contains(last);
        });
    }
}
