package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.List;

/**
 * What one name means in one scope: all places there that bind it.
 *
 * @param bindings at least one, without imports
 */
record Symbol(Scope scope, String name, List<Binding> bindings) {
    Symbol {
        bindings = List.copyOf(bindings);
    }

    /** Whether others can refer to it: not a local variable, parameter or type parameter. */
    boolean isDeclared() {
        return scope.is(Scope.Kind.MODULE) || scope.is(Scope.Kind.CLASS)
                ? bindings.stream().noneMatch(binding -> binding.is(Binding.Kind.TYPE_PARAMETER))
                : bindings.stream().anyMatch(Binding::isDefinition);
    }

    /** The definitions, which are overloads of each other; of a variable the first place that sets it. */
    List<Declaration> declarations() {
        if (!isDeclared()) {
            return List.of();
        }
        List<Binding> definitions =
                bindings.stream().filter(Binding::isDefinition).toList();
        List<Binding> declaring = definitions.isEmpty() ? bindings.subList(0, 1) : definitions;
        return declaring.stream().map(this::declaration).toList();
    }

    private Declaration declaration(Binding binding) {
        SyntaxNode node = binding.node();
        return new Declaration(scope.file(), scope.qualified(name), node, binding.nameNode());
    }

    Binding first() {
        return bindings.get(0);
    }

    Binding last() {
        return bindings.get(bindings.size() - 1);
    }
}
