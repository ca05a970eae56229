package dev.codebasemcp.symbols.java;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.java.JavaCalls.Signature;
import dev.codebasemcp.symbols.java.JavaMembers.Found;
import dev.codebasemcp.symbols.java.JavaMembers.Own;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Infers the type variables of methods from arguments, as far as their types match the parameters' as written. */
final class JavaInference {
    private final JavaCalls calls;
    private final JavaExpressions expressions;

    JavaInference(JavaCalls calls, JavaExpressions expressions) {
        this.calls = calls;
        this.expressions = expressions;
    }

    /** Returns what the first arguments of a call tell of the type variables of its method. */
    Map<Object, TypeRef> of(SourceFile file, Signature signature, List<SyntaxNode> arguments) {
        Map<Object, TypeRef> inferred = new HashMap<>();
        for (int i = 0; i < arguments.size() && i < signature.parameters().size(); i++) {
            infer(file, signature.parameters().get(i), arguments.get(i), inferred);
        }
        return inferred;
    }

    /** Infers the type variables in the type of a parameter from an argument. */
    private void infer(SourceFile file, TypeRef parameter, SyntaxNode argument, Map<Object, TypeRef> inferred) {
        if (argument.is("lambda_expression", "method_reference")) {
            Optional<Signature> wanted = calls.functional(parameter);
            if (wanted.isPresent() && argument.is("lambda_expression")) {
                argument.child("body")
                        .filter(body -> !body.is("block"))
                        .ifPresent(body -> unify(wanted.get().result(), expressions.of(file, body), inferred));
            } else {
                wanted.ifPresent(
                        signature -> unify(signature.result(), referenced(file, argument, signature), inferred));
            }
        } else {
            unify(parameter, expressions.of(file, argument), inferred);
        }
    }

    /** Returns the type of the result of a method reference. */
    private TypeRef referenced(SourceFile file, SyntaxNode reference, Signature wanted) {
        List<SyntaxNode> parts = reference.children();
        if (parts.isEmpty()) {
            return TypeRef.Other.UNKNOWN;
        }
        TypeRef owner = expressions.owner(file, parts.get(0));
        if (parts.size() < 2 || !parts.get(parts.size() - 1).is("identifier")) {
            return owner;
        }
        String name = parts.get(parts.size() - 1).text();
        Optional<Found> found = calls.of(owner, name, -1);
        if (found.isPresent() && found.get() instanceof Own own) {
            return calls.signature(own.members().get(0), own.values()).result();
        }
        return owner.erased() instanceof TypeRef.Platform platform
                ? JavaCalls.signature(
                                platform, name, Math.max(0, wanted.parameters().size() - 1))
                        .or(() -> JavaCalls.signature(
                                platform, name, wanted.parameters().size()))
                        .map(Signature::result)
                        .orElse(TypeRef.Other.UNKNOWN)
                : TypeRef.Other.UNKNOWN;
    }

    private static void unify(TypeRef parameter, TypeRef given, Map<Object, TypeRef> inferred) {
        if (given == TypeRef.Other.UNKNOWN) {
            return;
        }
        if (parameter instanceof TypeRef.Variable variable) {
            inferred.putIfAbsent(variable.key(), given);
        } else if (parameter instanceof TypeRef.Declared a && given instanceof TypeRef.Declared b) {
            unifyAll(a.arguments(), a.type() == b.type() ? b.arguments() : List.of(), inferred);
        } else if (parameter instanceof TypeRef.Platform a && given instanceof TypeRef.Platform b) {
            unifyAll(a.arguments(), argumentsAs(a.type(), b), inferred);
        } else if (parameter instanceof TypeRef.ArrayOf a && given instanceof TypeRef.ArrayOf b) {
            unify(a.element(), b.element(), inferred);
        }
    }

    /** Returns the type arguments of a type as one of its supertypes; none if that is no supertype. */
    private static List<TypeRef> argumentsAs(Class<?> supertype, TypeRef.Platform type) {
        if (!supertype.isAssignableFrom(type.type())) {
            return List.of();
        }
        Map<Object, TypeRef> values = PlatformTypes.variables(type);
        return Arrays.stream(supertype.getTypeParameters())
                .map(variable -> values.getOrDefault(variable, TypeRef.Other.UNKNOWN))
                .toList();
    }

    private static void unifyAll(List<TypeRef> parameters, List<TypeRef> given, Map<Object, TypeRef> inferred) {
        for (int i = 0; i < parameters.size() && i < given.size(); i++) {
            unify(parameters.get(i), given.get(i), inferred);
        }
    }
}
