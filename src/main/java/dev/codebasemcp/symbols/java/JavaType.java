package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A type that a Java file declares, with its members as written. Anonymous types have an empty name. */
final class JavaType {
    private final SourceFile file;
    private final SyntaxNode node;
    private final Optional<JavaType> owner;
    private final String name;
    private final int depth;

    private final Map<String, List<JavaMember>> fields = new HashMap<>();
    private final Map<String, List<JavaMember>> methods = new HashMap<>();
    private final List<JavaType> members = new ArrayList<>();

    JavaType(SourceFile file, SyntaxNode node, Optional<JavaType> owner) {
        this.file = file;
        this.node = node;
        this.owner = owner;
        this.name =
                isAnonymous() ? "" : node.child("name").map(SyntaxNode::text).orElse("");
        this.depth = owner.map(outer -> outer.depth + 1).orElse(0);
        owner.ifPresent(outer -> outer.members.add(this));
    }

    /** The number of types around it. */
    int depth() {
        return depth;
    }

    SourceFile file() {
        return file;
    }

    SyntaxNode node() {
        return node;
    }

    Optional<JavaType> owner() {
        return owner;
    }

    String name() {
        return name;
    }

    /** Whether it is the body of an enum constant, a subtype of the enum. */
    boolean isConstantBody() {
        return isAnonymous()
                && node.parent().filter(parent -> parent.is("enum_constant")).isPresent();
    }

    /** Whether it is the body after {@code new T()} or an enum constant. */
    boolean isAnonymous() {
        return node.is("class_body");
    }

    boolean isInterface() {
        return node.is("interface_declaration", "annotation_type_declaration");
    }

    /** The names of the types around it and its own, joined by dots. */
    String qualifiedName() {
        return owner.map(outer -> outer.qualifiedName() + ".").orElse("") + name;
    }

    /** Whether its name can be reached from other files. */
    boolean isReachable() {
        return !name.isEmpty()
                && owner.map(JavaType::isReachable)
                        .orElse(node.parent().filter(p -> p.is("program")).isPresent());
    }

    void addField(JavaMember field) {
        fields.computeIfAbsent(field.name(), unused -> new ArrayList<>()).add(field);
    }

    void addMethod(JavaMember method) {
        methods.computeIfAbsent(method.name(), unused -> new ArrayList<>()).add(method);
    }

    List<JavaMember> fields(String fieldName) {
        return fields.getOrDefault(fieldName, List.of());
    }

    List<JavaMember> methods(String methodName) {
        return methods.getOrDefault(methodName, List.of());
    }

    Stream<JavaMember> allMembers() {
        return Stream.concat(fields.values().stream(), methods.values().stream())
                .flatMap(List::stream);
    }

    Stream<JavaMember> allMethods() {
        return methods.values().stream().flatMap(List::stream);
    }

    Optional<JavaType> member(String simpleName) {
        return members.stream().filter(type -> type.name.equals(simpleName)).findFirst();
    }

    /** The nodes of the types that it extends and implements. */
    List<SyntaxNode> supertypes() {
        if (isAnonymous()) {
            return node.parent()
                    .flatMap(creation -> creation.child("type"))
                    .map(List::of)
                    .orElse(List.of());
        }
        List<SyntaxNode> found = new ArrayList<>();
        for (SyntaxNode clause : node.children("superclass", "super_interfaces", "extends_interfaces")) {
            for (SyntaxNode child : clause.children()) {
                found.addAll(child.is("type_list") ? child.children() : List.of(child));
            }
        }
        return found;
    }

    /** The nodes of its type parameters. */
    List<SyntaxNode> typeParameters() {
        return node.child("type_parameters")
                .map(parameters -> parameters.children("type_parameter"))
                .orElse(List.of());
    }

    Declaration declaration() {
        return new Declaration(file, qualifiedName(), node, node.child("name").orElse(node));
    }
}
