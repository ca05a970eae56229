package dev.codebasemcp.symbols.typescript;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.typescript.TsFacts.Space;
import dev.codebasemcp.symbols.typescript.TsSymbol.Kind;
import dev.codebasemcp.symbols.typescript.TsSymbol.Part;
import dev.codebasemcp.symbols.typescript.TsType.Library;
import dev.codebasemcp.symbols.typescript.TsType.Named;
import dev.codebasemcp.symbols.typescript.TsType.Other;
import dev.codebasemcp.symbols.typescript.TsType.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the signatures of calls and the types of their results. */
final class TsCalls {
    private static final int MOST_RETURNS = 6;
    private static final int MOST_NODES = 4_000;

    private final TsChecker checker;
    private final TsCache returned;

    TsCalls(TsChecker checker) {
        this.checker = checker;
        this.returned = new TsCache(checker.guard());
    }

    /** A signature with the values of type parameters that are known. */
    record Applied(SourceFile file, SyntaxNode signature, Map<SyntaxNode, TsType> values) {}

    /** Returns the signatures of a type that can be called. */
    List<Applied> signatures(TsType type) {
        return signatures(type, "call_signature", 0);
    }

    private List<Applied> signatures(TsType type, String kind, int depth) {
        TsType reduced = checker.types().reduced(type);
        List<Applied> all = new ArrayList<>();
        if (reduced instanceof TsType.Function function) {
            function.signatures().forEach(node -> all.add(new Applied(function.file(), node, function.values())));
        } else if (reduced instanceof Shape shape) {
            shape.node().children(kind).forEach(node -> all.add(new Applied(shape.file(), node, shape.values())));
        } else if (reduced instanceof Named named && depth < 8) {
            Map<SyntaxNode, TsType> values = checker.types().values(named);
            for (Part part : named.symbol().parts()) {
                part.node()
                        .child("body")
                        .map(body -> body.children(kind))
                        .orElse(List.of())
                        .forEach(node -> all.add(new Applied(named.symbol().file(), node, values)));
            }
            if (all.isEmpty()) {
                checker.heritage().supertypes(named).forEach(above -> all.addAll(signatures(above, kind, depth + 1)));
            }
        } else if (reduced instanceof TsType.Several several && depth < 8) {
            several.parts().forEach(part -> all.addAll(signatures(part, kind, depth + 1)));
        }
        return all;
    }

    private List<Applied> constructors(TsType type, int depth) {
        TsType reduced = checker.types().reduced(type);
        if (!(reduced instanceof TsType.Value value) || !value.symbol().is(Kind.CLASS) || depth > 8) {
            return signatures(reduced, "construct_signature", 0);
        }
        TsFacts facts = TsFacts.of(value.symbol().file());
        List<Applied> all = new ArrayList<>();
        for (Part part : value.symbol().parts()) {
            part.node().child("body").map(body -> facts.members(body, "constructor")).orElse(List.of()).stream()
                    .flatMap(symbol -> symbol.parts().stream())
                    .forEach(own -> all.add(new Applied(facts.file(), own.node(), Map.of())));
        }
        if (all.isEmpty()) {
            for (TsType above : checker.heritage().supertypes(TsExpressions.self(value.symbol()))) {
                Map<SyntaxNode, TsType> values =
                        above instanceof Named named ? checker.types().values(named) : Map.of();
                constructors(TsMembers.constructor(above), depth + 1)
                        .forEach(one -> all.add(new Applied(one.file(), one.signature(), values)));
            }
        }
        return all;
    }

    /**
     * Returns the signature that a call, or the creation of an object, uses.
     *
     * @param except the number of an argument that must not decide the types; -1 for none
     */
    Optional<Applied> applied(SourceFile file, SyntaxNode call, int except) {
        Optional<SyntaxNode> callee = call.child("function").or(() -> call.child("constructor"));
        if (callee.isEmpty()) {
            return Optional.empty();
        }
        TsType type = checker.expressions().of(file, callee.get());
        boolean creates = call.is("new_expression") || callee.get().is("super");
        TsType constructor = callee.get().is("super") ? TsMembers.constructor(type) : type;
        List<Applied> all = creates ? constructors(constructor, 0) : signatures(type);
        int arguments = TsNodes.arguments(call).size();
        Optional<Applied> best = all.stream()
                .filter(one -> accepts(one.signature(), arguments))
                .findFirst()
                .or(() -> all.stream().findFirst());
        return best.map(one ->
                new Applied(one.file(), one.signature(), checker.inference().early(one, file, call, except)));
    }

    private static boolean accepts(SyntaxNode signature, int arguments) {
        List<SyntaxNode> parameters = TsNodes.parameters(signature);
        long needed = parameters.stream()
                .filter(parameter -> parameter.is("required_parameter")
                        && parameter.child("value").isEmpty()
                        && !TsNodes.isRest(parameter))
                .count();
        boolean open = parameters.stream().anyMatch(TsNodes::isRest);
        return needed <= arguments && (open || arguments <= parameters.size());
    }

    /** Returns the type of a parameter of a signature. */
    TsType parameter(Applied applied, int number) {
        List<SyntaxNode> parameters = TsNodes.parameters(applied.signature());
        if (parameters.isEmpty()) {
            return Other.UNKNOWN;
        }
        SyntaxNode parameter = parameters.get(Math.min(number, parameters.size() - 1));
        boolean rest = TsNodes.isRest(parameter);
        if (number >= parameters.size() && !rest) {
            return Other.UNKNOWN;
        }
        TsType type = TsNodes.type(parameter)
                .map(written -> checker.types().of(applied.file(), written, applied.values()))
                .orElse(Other.UNKNOWN);
        return rest ? checker.library().element(type) : type;
    }

    /** Returns the type of a call's result. */
    TsType result(SourceFile file, SyntaxNode call) {
        Optional<SyntaxNode> callee = call.child("function");
        if (callee.isEmpty()) {
            return Other.UNKNOWN;
        }
        if (callee.get().is("import")) {
            return imported(file, call);
        }
        Optional<String> required = TsNodes.required(call);
        if (required.isPresent()) {
            TsSymbol module = checker.modules().reexported(file, required.get(), "*", Space.VALUES);
            return checker.expressions().typeOf(module);
        }
        Optional<TsType> known = checker.libraryCalls().result(file, call, callee.get());
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Applied> applied = applied(file, call, -1);
        if (applied.isEmpty()) {
            TsType type = checker.types().reduced(checker.expressions().of(file, callee.get()));
            return type == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN;
        }
        return result(file, call, callee.get(), applied.get());
    }

    private TsType result(SourceFile file, SyntaxNode call, SyntaxNode callee, Applied applied) {
        boolean fluent = TsNodes.type(applied.signature())
                .filter(type -> type.is("this_type"))
                .isPresent();
        Optional<SyntaxNode> receiver = callee.child("object").filter(unused -> fluent);
        if (receiver.isPresent()) {
            return checker.expressions().of(file, receiver.get());
        }
        TsType type = returned(applied.file(), applied.signature());
        return type.with(checker.inference().late(applied, file, call));
    }

    private TsType imported(SourceFile file, SyntaxNode call) {
        return TsNodes.arguments(call).stream()
                .findFirst()
                .flatMap(TsNodes::nameOf)
                .map(module -> checker.modules().reexported(file, module, "*", Space.VALUES))
                .<TsType>map(module ->
                        new Library("Promise", List.of(checker.expressions().typeOf(module))))
                .orElse(Other.UNKNOWN);
    }

    /** Returns the type of {@code new T()}. */
    TsType created(SourceFile file, SyntaxNode creation) {
        Optional<SyntaxNode> constructor = creation.child("constructor");
        if (constructor.isEmpty()) {
            return Other.UNKNOWN;
        }
        List<TsType> arguments = checker.types().arguments(file, creation);
        boolean global = constructor.get().is("identifier")
                && checker.expressions().value(file, constructor.get()).isEmpty();
        if (global) {
            return checker.library().created(file, creation, constructor.get().text(), arguments);
        }
        TsType type = checker.types().reduced(checker.expressions().of(file, constructor.get()));
        Optional<Applied> applied = applied(file, creation, -1);
        if (type instanceof TsType.Value value && value.symbol().is(Kind.CLASS)) {
            return new Named(
                    value.symbol(), arguments.isEmpty() ? inferred(file, creation, value, applied) : arguments);
        }
        if (type instanceof TsType.Function function
                && function.signatures().get(0).is("function_declaration")) {
            return checker.heritage().instance(type, List.of());
        }
        return applied.map(one -> returned(one.file(), one.signature()).with(one.values()))
                .orElse(type == Other.OUTSIDE ? Other.OUTSIDE : Other.UNKNOWN);
    }

    private List<TsType> inferred(SourceFile file, SyntaxNode creation, TsType.Value value, Optional<Applied> applied) {
        List<SyntaxNode> parameters = TsTypes.parameters(value.symbol().first().node());
        if (applied.isEmpty() || parameters.isEmpty()) {
            return List.of();
        }
        Map<SyntaxNode, TsType> values = new HashMap<>(checker.inference().late(applied.get(), file, creation));
        return parameters.stream()
                .map(parameter -> values.getOrDefault(
                        parameter,
                        parameter
                                .child("value")
                                .<TsType>map(given ->
                                        checker.types().of(value.symbol().file(), given))
                                .orElse(new TsType.Variable(value.symbol().file(), parameter))))
                .toList();
    }

    /** Returns the type of what a function returns: as written, or that of the expressions it returns. */
    TsType returned(SourceFile file, SyntaxNode function) {
        return returned.get(function, () -> {
            Optional<SyntaxNode> written = TsNodes.type(function);
            if (written.isPresent()) {
                return checker.types().of(file, written.get());
            }
            Optional<SyntaxNode> body = function.child("body");
            if (body.isEmpty() || function.is("generator_function", "generator_function_declaration")) {
                return Other.UNKNOWN;
            }
            TsType type = inBody(file, function, body.get());
            SyntaxNode head = function.child("name")
                    .or(() -> function.child("parameters"))
                    .or(() -> function.child("parameter"))
                    .orElse(body.get());
            boolean async = TsNodes.hasWordBefore(function, head, "async");
            return async ? new Library("Promise", List.of(checker.library().awaited(type))) : type;
        });
    }

    private TsType inBody(SourceFile file, SyntaxNode function, SyntaxNode body) {
        if (!body.is("statement_block")) {
            return checker.expressions().of(file, body);
        }
        List<TsType> types = body.descendants()
                .limit(MOST_NODES)
                .filter(node -> node.is("return_statement"))
                .filter(node ->
                        node.around(TsNodes.FUNCTIONS).filter(function::equals).isPresent())
                .limit(MOST_RETURNS)
                .flatMap(node -> node.children().stream()
                        .filter(child -> !child.is("comment"))
                        .limit(1))
                .map(value -> checker.expressions().of(file, value))
                .toList();
        return types.isEmpty() ? Other.OUTSIDE : TsType.union(types);
    }
}
