package dev.codebasemcp.symbols.python;

import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.List;

/** What one name means in one scope: all places there that bind it. Immutable. */
final class Symbol {
    /** More definitions of one name are of the same symbol anyway. */
    private static final int MOST_DECLARATIONS = 4;

    private final Scope scope;
    private final String name;
    private final List<Binding> bindings;
    private final List<Binding> declaring;
    private final List<Declaration> declarations;

    /**
     * Creates a symbol.
     *
     * @param bindings at least one, without imports
     */
    Symbol(Scope scope, String name, List<Binding> bindings) {
        this.scope = scope;
        this.name = name;
        this.bindings = List.copyOf(bindings);
        this.declaring = declaring(scope, this.bindings);
        this.declarations = declaring.stream()
                .limit(MOST_DECLARATIONS)
                .map(this::declaration)
                .toList();
    }

    /** The definitions, which are overloads of each other; of a variable the first place that sets it. */
    private static List<Binding> declaring(Scope scope, List<Binding> bindings) {
        List<Binding> definitions = new ArrayList<>();
        for (Binding binding : bindings) {
            if (binding.isDefinition()) {
                definitions.add(binding);
            }
        }
        if (!definitions.isEmpty()) {
            return definitions;
        }
        boolean local = !scope.is(Scope.Kind.MODULE) && !scope.is(Scope.Kind.CLASS);
        return local || bindings.get(0).is(Binding.Kind.TYPE_PARAMETER) ? List.of() : bindings.subList(0, 1);
    }

    private Declaration declaration(Binding binding) {
        return new Declaration(scope.file(), scope.qualified(name), binding.node(), binding.nameNode());
    }

    Scope scope() {
        return scope;
    }

    String name() {
        return name;
    }

    List<Binding> bindings() {
        return bindings;
    }

    /** The first of its declarations; none of a local variable. */
    List<Declaration> declarations() {
        return declarations;
    }

    /** All of its declarations. */
    List<Declaration> allDeclarations() {
        return declaring.stream().map(this::declaration).toList();
    }

    Binding first() {
        return bindings.get(0);
    }

    Binding last() {
        return bindings.get(bindings.size() - 1);
    }

    /** Flow may leave out some bindings of a name, but its symbol is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Symbol symbol
                && symbol.scope == scope
                && symbol.name.equals(name)
                && symbol.bindings.equals(bindings);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(scope) + name.hashCode();
    }
}
