package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.List;
import java.util.Optional;

/**
 * A field, enum constant, record component or method of a type.
 *
 * @param node the whole declaration
 * @param nameNode its name
 * @param type the node of its type; empty for enum constants and constructors
 * @param parameters the nodes of a method's parameters
 */
record JavaMember(
        JavaType owner,
        Space space,
        SyntaxNode node,
        SyntaxNode nameNode,
        Optional<SyntaxNode> type,
        List<SyntaxNode> parameters) {
    /** Fields and methods may have the same name. */
    enum Space {
        FIELD,
        METHOD
    }

    /** A field, an enum constant or the field of a record's component. */
    static JavaMember field(JavaType owner, SyntaxNode node, SyntaxNode name, Optional<SyntaxNode> type) {
        return new JavaMember(owner, Space.FIELD, node, name, type, List.of());
    }

    /** A method, an element of an annotation or the accessor of a record's component. */
    static JavaMember method(
            JavaType owner, SyntaxNode node, SyntaxNode name, Optional<SyntaxNode> type, List<SyntaxNode> parameters) {
        return new JavaMember(owner, Space.METHOD, node, name, type, parameters);
    }

    JavaMember {
        parameters = List.copyOf(parameters);
    }

    String name() {
        return nameNode.text();
    }

    /** Whether it can be called with this number of arguments. */
    boolean takes(int arguments) {
        return takes(parameters, arguments);
    }

    /** Whether a method with some parameters can be called with this number of arguments. */
    static boolean takes(List<SyntaxNode> parameters, int arguments) {
        boolean variable =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).is("spread_parameter");
        return variable ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }

    /** Whether a subtype must implement it. */
    boolean isAbstract() {
        boolean bodiless = node.is("method_declaration") && node.child("body").isEmpty();
        return bodiless && owner.isInterface();
    }

    Declaration declaration() {
        return new Declaration(owner.file(), owner.qualifiedName() + "." + name(), space.name(), node, nameNode);
    }
}
