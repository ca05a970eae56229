package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.List;
import java.util.Optional;

/** Finds the results of functions that come with Python. Within one code base, used by one thread. */
final class BuiltinCalls {
    private final Expressions expressions;
    private final Calls calls;

    BuiltinCalls(Expressions expressions, Calls calls) {
        this.expressions = expressions;
        this.calls = calls;
    }

    Value result(SourceFile file, SyntaxNode call, Value.Library callee) {
        List<SyntaxNode> arguments = new Calls.Call(file, call).positional();
        Value first = arguments.isEmpty() ? Values.UNKNOWN : expressions.of(file, arguments.get(0));
        return switch (callee.name()) {
            case "super" -> above(file, call, arguments);
            case "type" -> Annotations.classes(first);
            case "filter" -> Values.library("list", filtered(file, arguments));
            case "zip" -> zipped(file, arguments);
            case "max", "min" -> arguments.size() == 1 ? calls.iterated(first) : first;
            case "copy.copy", "copy.deepcopy", "dataclasses.replace" -> first;
            default -> ofElements(callee.name(), first).orElseGet(() -> ofModule(file, arguments, callee, first));
        };
    }

    /** The result of a function that iterates over its argument. */
    private Optional<Value> ofElements(String name, Value first) {
        Value result = switch (name) {
            case "next" -> calls.iterated(first);
            case "anext" -> Values.library("Awaitable", calls.iterated(first));
            case "list", "set", "sorted", "reversed", "iter", "aiter", "frozenset" ->
                Values.library("list", calls.iterated(first));
            case "tuple" -> Values.library("list", calls.iterated(first));
            case "map" -> Values.library("list", calls.result(first, Optional.empty()));
            case "enumerate" ->
                Values.library("list", Values.library("tuple", Values.library("int"), calls.iterated(first)));
            default -> Values.NONE;
        };
        return Optional.of(result).filter(known -> !known.equals(Values.NONE));
    }

    private Value ofModule(SourceFile file, List<SyntaxNode> arguments, Value.Library callee, Value first) {
        return switch (callee.lastName()) {
            case "cast" ->
                arguments.isEmpty() ? Values.UNKNOWN : expressions.annotations().of(file, arguments.get(0));
            case "Callable" -> callee.argument(callee.arguments().size() - 1);
            case "closing", "aclosing" -> Values.library("ContextManager", first);
            case "partial" -> Values.library("Callable", calls.result(first, Optional.empty()));
            case "create_task", "ensure_future", "wait_for", "shield" ->
                Values.library("Awaitable", expressions.awaited(first));
            default ->
                Libraries.returnsOwnTypes(callee.name())
                        ? new Value.Library(callee.name(), callee.arguments())
                        : Values.UNKNOWN;
        };
    }

    private Value filtered(SourceFile file, List<SyntaxNode> arguments) {
        return arguments.size() == 2 ? calls.iterated(expressions.of(file, arguments.get(1))) : Values.UNKNOWN;
    }

    private Value zipped(SourceFile file, List<SyntaxNode> arguments) {
        List<Value> elements = arguments.stream()
                .map(argument -> calls.iterated(expressions.of(file, argument)))
                .toList();
        return Values.library("list", new Value.Library("tuple", elements));
    }

    private Value above(SourceFile file, SyntaxNode call, List<SyntaxNode> arguments) {
        Optional<Scope> type = Self.at(file, call);
        if (!arguments.isEmpty() && expressions.of(file, arguments.get(0)) instanceof Value.ClassObject named) {
            type = Optional.of(named.type());
        }
        return type.<Value>map(Value.Super::new).orElse(Values.UNKNOWN);
    }
}
