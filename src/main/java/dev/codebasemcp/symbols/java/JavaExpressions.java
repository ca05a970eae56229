package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.java.JavaMembers.Found;
import dev.codebasemcp.symbols.java.JavaMembers.Inherited;
import dev.codebasemcp.symbols.java.JavaMembers.Own;
import dev.codebasemcp.symbols.resolve.NodeMemo;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds the types of expressions and the methods of calls. Within one code base, used by one thread. */
final class JavaExpressions {
    private static final int DEEPEST = 60;

    private final JavaTypes types;
    private final JavaMembers members;
    private final JavaCalls calls;
    private final NodeMemo<TypeRef> known = new NodeMemo<>(DEEPEST, TypeRef.Other.UNKNOWN);

    JavaExpressions(JavaTypes types, JavaMembers members) {
        this.types = types;
        this.members = members;
        this.calls = new JavaCalls(types, members, this);
    }

    JavaCalls calls() {
        return calls;
    }

    /** Returns the type of an expression. */
    TypeRef of(SourceFile file, SyntaxNode node) {
        return known.of(node, () -> compute(file, node));
    }

    private TypeRef compute(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "identifier" -> variable(file, node).orElse(TypeRef.Other.UNKNOWN);
            case "this" -> thisType(file, node);
            case "super" -> superType(file, node);
            case "field_access" -> field(file, node);
            case "method_invocation" -> calls.result(file, node);
            case "object_creation_expression" -> created(file, node);
            default -> node.kind().endsWith("literal") ? literal(node) : operation(file, node);
        };
    }

    private TypeRef operation(SourceFile file, SyntaxNode node) {
        return switch (node.kind()) {
            case "array_creation_expression" -> new TypeRef.ArrayOf(createdType(file, node));
            case "cast_expression" -> createdType(file, node);
            case "parenthesized_expression" ->
                node.children().stream()
                        .findFirst()
                        .map(inner -> of(file, inner))
                        .orElse(TypeRef.Other.UNKNOWN);
            case "assignment_expression" -> child(file, node, "left");
            case "ternary_expression" -> {
                TypeRef first = child(file, node, "consequence");
                yield first == TypeRef.Other.UNKNOWN ? child(file, node, "alternative") : first;
            }
            case "array_access" -> element(child(file, node, "array"));
            case "binary_expression" -> sum(file, node);
            default -> TypeRef.Other.UNKNOWN;
        };
    }

    private static TypeRef literal(SyntaxNode node) {
        if (node.is("string_literal")) {
            return platform(String.class);
        }
        return node.is("class_literal") ? platform(Class.class) : TypeRef.Other.OUTSIDE;
    }

    private TypeRef sum(SourceFile file, SyntaxNode node) {
        TypeRef left = child(file, node, "left");
        TypeRef right = child(file, node, "right");
        boolean text = isString(left) || isString(right);
        return text ? platform(String.class) : TypeRef.Other.OUTSIDE;
    }

    private static boolean isString(TypeRef type) {
        return type instanceof TypeRef.Platform platform && platform.type() == String.class;
    }

    private static TypeRef platform(Class<?> type) {
        return new TypeRef.Platform(type, List.of());
    }

    private TypeRef child(SourceFile file, SyntaxNode node, String field) {
        return node.child(field).map(inner -> of(file, inner)).orElse(TypeRef.Other.UNKNOWN);
    }

    private TypeRef created(SourceFile file, SyntaxNode node) {
        Optional<JavaType> body = node.children("class_body").stream()
                .flatMap(inner ->
                        JavaFacts.of(file)
                                .typesAround(
                                        inner.children().stream().findFirst().orElse(inner))
                                .stream())
                .filter(type -> type.isAnonymous() && node.holds(type.node()))
                .findFirst();
        if (body.isPresent()) {
            return new TypeRef.Declared(body.get(), List.of());
        }
        TypeRef type = createdType(file, node);
        // The arguments of a diamond are those that the context expects.
        boolean diamond =
                node.child("type").filter(name -> name.text().endsWith("<>")).isPresent();
        return diamond
                ? calls.expected(file, node)
                        .filter(expected -> isSame(expected, type))
                        .orElse(type)
                : type;
    }

    private static boolean isSame(TypeRef one, TypeRef other) {
        return one instanceof TypeRef.Declared a && other instanceof TypeRef.Declared b && a.type() == b.type();
    }

    /** Returns the type that {@code new T()} or {@code (T)} names. */
    TypeRef createdType(SourceFile file, SyntaxNode node) {
        return node.child("type").map(type -> types.of(file, type)).orElse(TypeRef.Other.UNKNOWN);
    }

    private TypeRef thisType(SourceFile file, SyntaxNode node) {
        return JavaFacts.of(file).typesAround(node).stream()
                .findFirst()
                .<TypeRef>map(this::self)
                .orElse(TypeRef.Other.UNKNOWN);
    }

    /** A type with its own parameters as arguments. */
    TypeRef.Declared self(JavaType type) {
        List<TypeRef> arguments = type.typeParameters().stream()
                .map(parameter -> types.variable(type.file(), parameter))
                .toList();
        return new TypeRef.Declared(type, arguments);
    }

    private TypeRef superType(SourceFile file, SyntaxNode node) {
        return JavaFacts.of(file).typesAround(node).stream()
                .findFirst()
                .flatMap(type -> types.supertypes(type).stream().findFirst())
                .orElse(PlatformTypes.object());
    }

    /** Returns the type of the variable or field that a simple name means; empty if it means none. */
    Optional<TypeRef> variable(SourceFile file, SyntaxNode name) {
        Optional<JavaLocal> local = local(file, name);
        if (local.isPresent()) {
            return Optional.of(local(file, local.get()));
        }
        return simpleField(file, name).map(found -> fieldType(found));
    }

    /** Returns the local variable that a simple name means, unless a field of a type around it is nearer. */
    Optional<JavaLocal> local(SourceFile file, SyntaxNode name) {
        JavaFacts facts = JavaFacts.of(file);
        return facts.local(name.text(), name)
                .filter(local -> facts.typesAround(name).stream()
                        .takeWhile(type ->
                                !type.node().holds(local.scope()) || type.node().equals(local.scope()))
                        .noneMatch(type -> members.fields(self(type), name.text())
                                .filter(Own.class::isInstance)
                                .isPresent()));
    }

    /** Returns the field that a simple name means: of the types around it, or statically imported. */
    Optional<Found> simpleField(SourceFile file, SyntaxNode name) {
        Optional<Found> maybe = Optional.empty();
        for (JavaType type : JavaFacts.of(file).typesAround(name)) {
            Optional<Found> found = members.fields(self(type), name.text());
            if (found.filter(Own.class::isInstance).isPresent()) {
                return found;
            }
            maybe = maybe.or(() -> found.filter(JavaMembers.Outside.class::isInstance));
        }
        for (String owner : JavaFacts.of(file).staticOwners(name.text())) {
            Optional<Found> found = types.byQualifiedName(file, owner)
                    .filter(TypeRef.Declared.class::isInstance)
                    .flatMap(type -> members.fields((TypeRef.Declared) type, name.text()));
            if (found.filter(Own.class::isInstance).isPresent()) {
                return found;
            }
        }
        return maybe;
    }

    private TypeRef local(SourceFile file, JavaLocal local) {
        if (local.type().isPresent()) {
            TypeRef type = types.of(file, local.type().get());
            boolean several = local.name()
                    .parent()
                    .flatMap(SyntaxNode::parent)
                    .filter(p -> p.is("spread_parameter"))
                    .isPresent();
            return several ? new TypeRef.ArrayOf(type) : type;
        }
        if (local.scope().is("lambda_expression")) {
            return calls.lambdaParameter(file, local);
        }
        boolean each = local.scope().is("enhanced_for_statement");
        TypeRef value = local.value().map(node -> of(file, node)).orElse(TypeRef.Other.UNKNOWN);
        return each ? element(value) : value;
    }

    private static TypeRef element(TypeRef iterated) {
        TypeRef type = iterated.erased();
        if (type instanceof TypeRef.ArrayOf array) {
            return array.element();
        }
        if (type instanceof TypeRef.Platform platform && Iterable.class.isAssignableFrom(platform.type())) {
            return PlatformTypes.variables(platform)
                    .getOrDefault(Iterable.class.getTypeParameters()[0], TypeRef.Other.UNKNOWN);
        }
        return TypeRef.Other.UNKNOWN;
    }

    /** Returns the type of a field access, or the type that it names. */
    private TypeRef field(SourceFile file, SyntaxNode node) {
        Optional<SyntaxNode> object = node.child("object");
        Optional<SyntaxNode> name = node.child("field");
        if (object.isEmpty() || name.isEmpty()) {
            return TypeRef.Other.UNKNOWN;
        }
        if (name.get().is("this")) {
            return types.of(file, object.get());
        }
        TypeRef owner = owner(file, object.get()).erased();
        if (owner instanceof TypeRef.Declared declared) {
            return members.fields(declared, name.get().text())
                    .map(found -> fieldType(found))
                    .orElseGet(() -> nested(declared, name.get()));
        }
        return owner == TypeRef.Other.UNKNOWN
                ? types.byQualifiedName(file, node.text().replaceAll("\\s", "")).orElse(TypeRef.Other.UNKNOWN)
                : TypeRef.Other.OUTSIDE;
    }

    private static TypeRef nested(TypeRef.Declared owner, SyntaxNode name) {
        return owner.type()
                .member(name.text())
                .<TypeRef>map(type -> new TypeRef.Declared(type, List.of()))
                .orElse(TypeRef.Other.UNKNOWN);
    }

    /** Returns the type of what stands before a dot: of a value, or a type itself. */
    TypeRef owner(SourceFile file, SyntaxNode node) {
        if (!node.is("identifier")) {
            return of(file, node);
        }
        return variable(file, node).orElseGet(() -> {
            TypeRef type = types.named(file, node, node.text());
            // An unknown name may be that of a package.
            return type == TypeRef.Other.OUTSIDE
                            && Character.isLowerCase(node.text().codePointAt(0))
                    ? TypeRef.Other.UNKNOWN
                    : type;
        });
    }

    private TypeRef fieldType(Found found) {
        if (found instanceof Own own) {
            JavaMember field = own.members().get(0);
            boolean several = field.node().child("dimensions").isPresent();
            TypeRef type = field.type()
                    .map(node -> types.of(field.owner().file(), node).with(own.values()))
                    .orElseGet(() -> new TypeRef.Declared(field.owner(), List.of()));
            return several ? new TypeRef.ArrayOf(type) : type;
        }
        return found instanceof Inherited ? TypeRef.Other.OUTSIDE : TypeRef.Other.UNKNOWN;
    }
}
