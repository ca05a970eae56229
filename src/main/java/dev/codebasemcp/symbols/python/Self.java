package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.SourceFile;
import java.util.Optional;
import java.util.Set;

/** Tells in whose methods code is. */
final class Self {
    private static final Set<String> CLASS_METHODS = Set.of("__new__", "__init_subclass__", "__class_getitem__");

    private Self() {}

    /** The class around a node. */
    static Optional<Scope> at(SourceFile file, SyntaxNode node) {
        Optional<Scope> scope = Optional.of(PythonFacts.of(file).scopeAt(node));
        while (scope.isPresent() && !scope.get().is(Scope.Kind.CLASS)) {
            scope = scope.get().parent();
        }
        return scope;
    }

    /** What the first parameter of a method is; empty if a binding is not that. */
    static Optional<Value> of(Binding parameter) {
        Scope function = parameter.scope();
        Optional<Scope> type = function.parent().filter(around -> around.is(Scope.Kind.CLASS));
        boolean first = function.is(Scope.Kind.FUNCTION)
                && function.firstParameter().filter(parameter.name()::equals).isPresent();
        if (type.isEmpty() || !first || function.isDecorated("staticmethod")) {
            return Optional.empty();
        }
        return type.map(around -> isOfClass(function) ? new Value.ClassObject(around) : new Value.Instance(around));
    }

    /** Whether a method gets the class itself. */
    static boolean isOfClass(Scope function) {
        return function.isDecorated("classmethod") || CLASS_METHODS.contains(function.name());
    }
}
