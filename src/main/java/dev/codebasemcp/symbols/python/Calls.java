package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what calls, loops and {@code with} make of values. Within one code base, used by one thread. */
final class Calls {
    private static final int MOST_RESULTS = 5;

    /** Decorators after which a function returns what it returned. */
    private static final Set<String> TRANSPARENT = Set.of(
            "property",
            "cached_property",
            "abstractproperty",
            "staticmethod",
            "classmethod",
            "abstractmethod",
            "overload",
            "override",
            "final",
            "wraps",
            "lru_cache",
            "cache",
            "setter",
            "getter",
            "deleter",
            "deprecated",
            "reify",
            "singledispatch",
            "no_type_check",
            "coroutine");

    private final Expressions expressions;
    private final BuiltinCalls builtins;

    Calls(Expressions expressions) {
        this.expressions = expressions;
        this.builtins = new BuiltinCalls(expressions, this);
    }

    /** Returns the result of a call. */
    Value result(SourceFile file, SyntaxNode call) {
        Optional<SyntaxNode> function = call.child("function");
        if (function.isEmpty()) {
            return Values.UNKNOWN;
        }
        Value callee = expressions.of(file, function.get());
        return Values.oneOf(callee.alternatives().stream()
                .map(one -> one instanceof Value.Library library
                        ? builtins.result(file, call, library)
                        : result(one, Optional.of(new Call(file, call))))
                .toList());
    }

    /** A written call. */
    record Call(SourceFile file, SyntaxNode node) {
        /** The arguments without names, in order. */
        List<SyntaxNode> positional() {
            return node.child("arguments")
                    .filter(list -> list.is("argument_list"))
                    .map(list -> list.children().stream()
                            .filter(argument -> !argument.is("keyword_argument", "comment"))
                            .toList())
                    .orElse(List.of());
        }
    }

    /** Returns the result of calling a value. */
    Value result(Value callee, Optional<Call> call) {
        if (callee instanceof Value.ClassObject object) {
            return new Value.Instance(object.type());
        }
        if (callee instanceof Value.Instance) {
            return method(callee, "__call__");
        }
        return callee instanceof Value.Function function ? function(function, call) : Values.UNKNOWN;
    }

    /** Returns the result of calling a method by its name, without arguments that matter. */
    Value method(Value owner, String name) {
        return Values.oneOf(expressions.attribute(owner, name).alternatives().stream()
                .map(one -> result(one, Optional.empty()))
                .toList());
    }

    private Value function(Value.Function function, Optional<Call> call) {
        Binding definition = function.definition();
        SyntaxNode node = definition.definition();
        SourceFile file = definition.scope().file();
        Optional<SyntaxNode> annotation = node.child("return_type");
        if (isChanged(definition, annotation.isPresent())) {
            return Values.UNKNOWN;
        }
        Value returned =
                annotation.map(type -> annotated(file, type, function, call)).orElseGet(() -> inferred(file, node));
        if (definition.isDecorated("contextmanager", "asynccontextmanager")) {
            return Values.library("ContextManager", iterated(returned));
        }
        boolean generates =
                returned instanceof Value.Library library && library.lastName().startsWith("Async");
        boolean async = node.tree().text().slice(node.start(), node.start() + 5).equals("async") && !generates;
        return async ? Values.library("Coroutine", returned) : returned;
    }

    /** Whether a decorator may make something else of a function. */
    private boolean isChanged(Binding definition, boolean isAnnotated) {
        return definition.decorators().anyMatch(decorator -> {
            String last = Texts.lastName(Texts.callee(decorator));
            if (TRANSPARENT.contains(last) || last.endsWith("contextmanager")) {
                return false;
            }
            SyntaxNode callee =
                    decorator.is("call") ? decorator.child("function").orElse(decorator) : decorator;
            Value value = expressions.of(definition.scope().file(), callee);
            return value instanceof Value.ClassObject || !isAnnotated;
        });
    }

    private Value annotated(SourceFile file, SyntaxNode type, Value.Function function, Optional<Call> call) {
        String text = Texts.lastName(Texts.shortText(type).replaceAll("[\"']", ""));
        Value receiver = instance(function.receiver());
        if (text.equals("Self") && !receiver.equals(Values.UNKNOWN)) {
            return receiver;
        }
        Value returned = expressions.annotations().of(file, type);
        return hasVariable(returned)
                ? new Generics(expressions).replaced(returned, function, receiver, call)
                : returned;
    }

    private static boolean hasVariable(Value value) {
        return value instanceof Value.Variable
                || (value instanceof Value.Library library
                        && library.arguments().stream().anyMatch(Calls::hasVariable))
                || (value instanceof Value.OneOf several
                        && several.values().stream().anyMatch(Calls::hasVariable));
    }

    private static Value instance(Value receiver) {
        return receiver instanceof Value.ClassObject object ? new Value.Instance(object.type()) : receiver;
    }

    /** A function without annotation returns what its return statements have. */
    private Value inferred(SourceFile file, SyntaxNode node) {
        Optional<Scope> scope = PythonFacts.of(file).scopeOf(node);
        List<SyntaxNode> results = scope.map(Scope::results).orElse(List.of());
        if (results.isEmpty() || results.size() > MOST_RESULTS) {
            return results.isEmpty() ? Values.NONE : Values.UNKNOWN;
        }
        return Values.oneOf(
                results.stream().map(result -> expressions.of(file, result)).toList());
    }

    /** Returns what iterating over a value yields, also asynchronously. */
    Value iterated(Value value) {
        return Values.oneOf(value.alternatives().stream().map(this::iteratedOne).toList());
    }

    private Value iteratedOne(Value value) {
        if (value instanceof Value.Library library) {
            return Libraries.iterated(library);
        }
        if (value instanceof Value.ClassObject object) {
            // The members of an enumeration.
            return new Value.Instance(object.type());
        }
        Value iterator = method(value, "__iter__");
        if (iterator.equals(Values.UNKNOWN)) {
            iterator = method(value, "__aiter__");
        }
        if (iterator instanceof Value.Instance) {
            Value next = method(iterator, "__next__");
            return next.equals(Values.UNKNOWN) ? expressions.awaited(method(iterator, "__anext__")) : next;
        }
        return iterator instanceof Value.Library library ? Libraries.iterated(library) : Values.UNKNOWN;
    }

    /** Returns what {@code with value as x} binds. */
    Value entered(Value value) {
        return Values.oneOf(value.alternatives().stream().map(this::enteredOne).toList());
    }

    private Value enteredOne(Value value) {
        if (value instanceof Value.Library library) {
            return library.lastName().endsWith("ContextManager") ? library.argument(0) : library;
        }
        Value entered = method(value, "__enter__");
        return entered.equals(Values.UNKNOWN) ? expressions.awaited(method(value, "__aenter__")) : entered;
    }

    /** Returns an element of a value; of a tuple the one at an index. */
    Value item(Value value, int index) {
        if (value instanceof Value.Library library) {
            return Libraries.item(library, index);
        }
        return value instanceof Value.ClassObject ? value : method(value, "__getitem__");
    }

    /** Returns what an operator makes of its sides. */
    Value operator(Value left, Value right) {
        List<Value> all = new ArrayList<>();
        for (Value one : left.alternatives()) {
            if (one instanceof Value.ClassObject) {
                return Values.oneOf(List.of(left, right));
            }
            all.add(one instanceof Value.Library library && library.arguments().isEmpty() ? library : Values.UNKNOWN);
        }
        return Values.oneOf(all);
    }

    /** Returns what {@code yield} evaluates to: what is sent to the generator. */
    Value sent(SourceFile file, SyntaxNode node) {
        return Optional.of(PythonFacts.of(file).scopeAt(node))
                .filter(scope -> scope.is(Scope.Kind.FUNCTION))
                .flatMap(scope -> scope.node().child("return_type"))
                .map(type -> expressions.annotations().of(file, type).argument(1))
                .orElse(Values.UNKNOWN);
    }
}
