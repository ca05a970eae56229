package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replaces type variables in the result of a call by what its arguments are. Used for one call. */
final class Generics {
    private final Expressions expressions;

    Generics(Expressions expressions) {
        this.expressions = expressions;
    }

    Value replaced(Value returned, Value.Function function, Value receiver, Optional<Calls.Call> call) {
        Binding definition = function.definition();
        SourceFile file = definition.scope().file();
        List<SyntaxNode> parameters = definition
                .definition()
                .child("parameters")
                .map(SyntaxNode::children)
                .orElse(List.of());
        boolean method = definition.scope().is(Scope.Kind.CLASS) && !definition.isDecorated("staticmethod");
        List<SyntaxNode> arguments = call.map(Calls.Call::positional).orElse(List.of());
        Map<SyntaxNode, Value> values = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            int argument = method ? i - 1 : i;
            Value given = argument < 0 ? receiver : Values.UNKNOWN;
            if (argument >= 0 && argument < arguments.size() && call.isPresent()) {
                given = expressions.of(call.get().file(), arguments.get(argument));
            }
            Value type = parameters
                    .get(i)
                    .child("type")
                    .map(node -> expressions.annotations().of(file, node))
                    .orElse(Values.UNKNOWN);
            bind(type, given, values);
        }
        return with(returned, values);
    }

    private void bind(Value type, Value given, Map<SyntaxNode, Value> values) {
        if (given.equals(Values.UNKNOWN)) {
            return;
        }
        if (type instanceof Value.Variable variable) {
            Value instance = given instanceof Value.ClassObject object ? new Value.Instance(object.type()) : given;
            values.putIfAbsent(variable.name(), instance);
        } else if (type instanceof Value.Library && type.argument(0) instanceof Value.Variable variable) {
            Value element = expressions.calls().iterated(given);
            if (!element.equals(Values.UNKNOWN)) {
                values.putIfAbsent(variable.name(), element);
            }
        }
    }

    private static Value with(Value value, Map<SyntaxNode, Value> values) {
        if (value instanceof Value.Variable variable) {
            return values.getOrDefault(variable.name(), variable);
        }
        if (value instanceof Value.Library library) {
            return new Value.Library(
                    library.name(),
                    library.arguments().stream().map(one -> with(one, values)).toList());
        }
        return value instanceof Value.OneOf several
                ? Values.oneOf(
                        several.values().stream().map(one -> with(one, values)).toList())
                : value;
    }
}
