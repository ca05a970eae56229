package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.java.JavaMembers.Found;
import dev.codebasemcp.symbols.java.JavaMembers.Inherited;
import dev.codebasemcp.symbols.java.JavaMembers.Own;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the methods of calls, the types of their results, and the types that calls give to their lambdas. */
final class JavaCalls {
    private static final String LAMBDA = "lambda_expression";

    private final JavaTypes types;
    private final JavaMembers members;
    private final JavaExpressions expressions;
    private final JavaInference inference;

    JavaCalls(JavaTypes types, JavaMembers members, JavaExpressions expressions) {
        this.types = types;
        this.members = members;
        this.expressions = expressions;
        this.inference = new JavaInference(this, expressions);
    }

    /** A method or constructor as one call sees it: the types of its parameters and of its result. */
    record Signature(List<TypeRef> parameters, TypeRef result) {}

    /** Returns the method of a call; empty if no type is known to have it. */
    Optional<Found> method(SourceFile file, SyntaxNode call) {
        Optional<SyntaxNode> name = call.child("name");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int arguments = arguments(call).size();
        Optional<SyntaxNode> object = call.child("object");
        if (object.isPresent()) {
            return of(expressions.owner(file, object.get()), name.get().text(), arguments);
        }
        return unqualified(file, name.get(), arguments);
    }

    static List<SyntaxNode> arguments(SyntaxNode call) {
        return call.child("arguments").map(SyntaxNode::children).orElse(List.of()).stream()
                .filter(argument -> !argument.is("line_comment", "block_comment"))
                .toList();
    }

    /** Returns the method of a type. */
    Optional<Found> of(TypeRef receiver, String name, int arguments) {
        TypeRef type = receiver.erased();
        if (type instanceof TypeRef.Declared declared) {
            return members.methods(declared, name, arguments)
                    .map(found -> found instanceof Inherited inherited && lacks(inherited.from(), name)
                            ? new Inherited(new TypeRef.Platform(Object.class, List.of()))
                            : found)
                    .or(() -> Optional.of(new Inherited(new TypeRef.Platform(Object.class, List.of()))));
        }
        if (type instanceof TypeRef.Platform platform) {
            return Optional.of(new Inherited(platform));
        }
        return type == TypeRef.Other.UNKNOWN ? Optional.empty() : Optional.of(new JavaMembers.Outside());
    }

    private static boolean lacks(TypeRef.Platform type, String name) {
        for (Method method : type.type().getMethods()) {
            if (method.getName().equals(name)) {
                return false;
            }
        }
        return true;
    }

    /** The innermost type around the call that has a method of this name, or else a static import. */
    private Optional<Found> unqualified(SourceFile file, SyntaxNode name, int arguments) {
        boolean outside = false;
        for (JavaType around : JavaFacts.of(file).typesAround(name)) {
            Optional<Found> found = members.methods(expressions.self(around), name.text(), arguments);
            if (found.filter(Own.class::isInstance).isPresent()) {
                return found;
            }
            if (found.isPresent()
                    && found.get() instanceof Inherited inherited
                    && !lacks(inherited.from(), name.text())) {
                return found;
            }
            outside |= found.filter(JavaMembers.Outside.class::isInstance).isPresent();
        }
        for (String owner : JavaFacts.of(file).staticOwners(name.text())) {
            Optional<TypeRef> type = types.byQualifiedName(file, owner);
            Optional<Found> found = type.flatMap(known -> imported(known, name.text(), arguments));
            if (found.isPresent()) {
                return found;
            }
            // The type of a library may have it.
            outside |= type.isEmpty();
        }
        return outside ? Optional.of(new JavaMembers.Outside()) : Optional.of(new Inherited(object()));
    }

    private Optional<Found> imported(TypeRef owner, String name, int arguments) {
        if (owner instanceof TypeRef.Platform platform) {
            return lacks(platform, name) ? Optional.empty() : Optional.of(new Inherited(platform));
        }
        return owner instanceof TypeRef.Declared declared
                ? members.methods(declared, name, arguments).filter(Own.class::isInstance)
                : Optional.empty();
    }

    private static TypeRef.Platform object() {
        return new TypeRef.Platform(Object.class, List.of());
    }

    /** Returns the type of a call's result. */
    TypeRef result(SourceFile file, SyntaxNode call) {
        List<SyntaxNode> arguments = arguments(call);
        Optional<Signature> signature = signature(file, call);
        if (signature.isEmpty()) {
            return TypeRef.Other.UNKNOWN;
        }
        return signature.get().result().with(inference.of(file, signature.get(), arguments));
    }

    /** Returns the signature of the method of a call, with the receiver's type arguments. */
    private Optional<Signature> signature(SourceFile file, SyntaxNode call) {
        Optional<Found> found = method(file, call);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get() instanceof Own own) {
            return Optional.of(signature(best(file, own, call), own.values()));
        }
        String name = call.child("name").map(SyntaxNode::text).orElse("");
        return found.get() instanceof Inherited inherited
                ? signature(inherited.from(), name, arguments(call).size())
                : Optional.of(new Signature(List.of(), TypeRef.Other.OUTSIDE));
    }

    /** Of overloads with as many parameters, the first whose types do not contradict those of the arguments. */
    private JavaMember best(SourceFile file, Own own, SyntaxNode call) {
        List<SyntaxNode> arguments = arguments(call);
        return own.members().stream()
                .filter(method -> accepts(file, method, arguments))
                .findFirst()
                .orElse(own.members().get(0));
    }

    private boolean accepts(SourceFile file, JavaMember method, List<SyntaxNode> arguments) {
        for (int i = 0; i < arguments.size() && i < method.parameters().size(); i++) {
            TypeRef wanted = parameter(method, i).erased();
            TypeRef given = arguments.get(i).is(LAMBDA, "method_reference")
                    ? TypeRef.Other.UNKNOWN
                    : expressions.of(file, arguments.get(i)).erased();
            if (clashes(wanted, given)) {
                return false;
            }
        }
        return true;
    }

    private boolean clashes(TypeRef wanted, TypeRef given) {
        if (wanted instanceof TypeRef.Declared declared) {
            boolean other = given instanceof TypeRef.Declared own && !isSubtype(own, declared.type());
            return other || given instanceof TypeRef.Platform;
        }
        return wanted == TypeRef.Other.OUTSIDE && given instanceof TypeRef.Declared;
    }

    private boolean isSubtype(TypeRef.Declared type, JavaType wanted) {
        Set<JavaType> seen = new HashSet<>();
        Deque<JavaType> rest = new ArrayDeque<>(List.of(type.type()));
        while (!rest.isEmpty() && !seen.contains(wanted)) {
            JavaType next = rest.pop();
            if (seen.add(next)) {
                types.supertypes(next).stream()
                        .filter(TypeRef.Declared.class::isInstance)
                        .forEach(above -> rest.push(((TypeRef.Declared) above).type()));
            }
        }
        return seen.contains(wanted);
    }

    private TypeRef parameter(JavaMember method, int number) {
        SyntaxNode node = method.parameters().get(number);
        Optional<SyntaxNode> type = node.is("spread_parameter")
                ? node.children().stream()
                        .filter(child -> !child.is("modifiers", "variable_declarator"))
                        .findFirst()
                : node.child("type");
        return type.map(written -> types.of(method.owner().file(), written)).orElse(TypeRef.Other.UNKNOWN);
    }

    /** Returns the signature of a method for values of type variables. */
    Signature signature(JavaMember method, Map<Object, TypeRef> values) {
        List<TypeRef> parameters = IntStream.range(0, method.parameters().size())
                .mapToObj(number -> parameter(method, number).with(values))
                .toList();
        TypeRef result = method.type()
                .map(node -> types.of(method.owner().file(), node).with(values))
                .orElse(TypeRef.Other.OUTSIDE);
        return new Signature(parameters, result);
    }

    /** Returns the signature of a method of the platform. */
    static Optional<Signature> signature(TypeRef.Platform receiver, String name, int arguments) {
        Map<Object, TypeRef> values = PlatformTypes.variables(receiver);
        return PlatformTypes.methods(receiver.type(), name, arguments).stream()
                .findFirst()
                .map(method -> signature(method, values));
    }

    private static Signature signature(Method method, Map<Object, TypeRef> values) {
        List<TypeRef> parameters = Arrays.stream(method.getGenericParameterTypes())
                .map((Type type) -> PlatformTypes.of(type).with(values))
                .toList();
        return new Signature(
                parameters, PlatformTypes.of(method.getGenericReturnType()).with(values));
    }

    /** Returns the signature of the method that a lambda of a type implements. */
    Optional<Signature> functional(TypeRef type) {
        TypeRef erased = type.erased();
        if (erased instanceof TypeRef.Declared declared) {
            return members.functional(declared)
                    .map(own -> signature(own.members().get(0), own.values()));
        }
        return erased instanceof TypeRef.Platform platform
                ? PlatformTypes.functional(platform.type())
                        .map(method -> signature(method, PlatformTypes.variables(platform)))
                : Optional.empty();
    }

    /** Returns the type of a lambda's parameter without a written type. */
    TypeRef lambdaParameter(SourceFile file, JavaLocal parameter) {
        SyntaxNode lambda = parameter.scope();
        List<SyntaxNode> names =
                JavaLocal.of(lambda).stream().map(JavaLocal::name).toList();
        int number = names.indexOf(parameter.name());
        return expected(file, lambda)
                .flatMap(this::functional)
                .filter(signature ->
                        number >= 0 && number < signature.parameters().size())
                .map(signature -> signature.parameters().get(number))
                .orElse(TypeRef.Other.UNKNOWN);
    }

    /** Returns the type that the code around an expression expects of it. */
    Optional<TypeRef> expected(SourceFile file, SyntaxNode expression) {
        SyntaxNode whole = expression
                .ancestors()
                .takeWhile(node -> node.is("parenthesized_expression"))
                .reduce(expression, (inner, outer) -> outer);
        Optional<SyntaxNode> around = whole.parent();
        if (around.isEmpty()) {
            return Optional.empty();
        }
        SyntaxNode parent = around.get();
        return switch (parent.kind()) {
            case "argument_list" -> parent.parent().flatMap(call -> argument(file, call, whole));
            case "cast_expression" -> parent.child("type").map(type -> types.of(file, type));
            case "variable_declarator" ->
                parent.parent()
                        .flatMap(declaration -> declaration.child("type"))
                        .map(type -> types.of(file, type));
            case "assignment_expression" -> parent.child("left").map(left -> expressions.of(file, left));
            case "return_statement" ->
                parent.around("method_declaration", LAMBDA)
                        .filter(method -> method.is("method_declaration"))
                        .flatMap(method -> method.child("type"))
                        .map(type -> types.of(file, type));
            default -> Optional.empty();
        };
    }

    private Optional<TypeRef> argument(SourceFile file, SyntaxNode call, SyntaxNode argument) {
        if (!call.is("method_invocation")) {
            return Optional.empty();
        }
        List<SyntaxNode> arguments = arguments(call);
        int number = arguments.indexOf(argument);
        Optional<Signature> signature = signature(file, call);
        if (signature.isEmpty()
                || number < 0
                || number >= signature.get().parameters().size()) {
            return Optional.empty();
        }
        Map<Object, TypeRef> inferred = inference.of(file, signature.get(), arguments.subList(0, number));
        return Optional.of(signature.get().parameters().get(number).with(inferred));
    }
}
