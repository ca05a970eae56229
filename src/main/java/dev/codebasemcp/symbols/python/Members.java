package dev.codebasemcp.symbols.python;

import dev.codebasemcp.code.tree.SyntaxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds attributes of classes through their bases. Within one code base, used by one thread. */
final class Members {
    private static final int MOST_BASES = 100;

    private final Expressions expressions;
    private final Map<Scope, List<Value>> bases = new HashMap<>();

    Members(Expressions expressions) {
        this.expressions = expressions;
    }

    /** Returns what a class inherits from; library classes as {@link Value.Library}. */
    List<Value> bases(Scope type) {
        List<Value> known = bases.get(type);
        if (known == null) {
            // A class that inherits from itself, in broken code, has no bases.
            bases.put(type, List.of());
            known = new ArrayList<>();
            for (SyntaxNode base :
                    type.node().child("superclasses").map(SyntaxNode::children).orElse(List.of())) {
                if (known.size() < MOST_BASES && !base.is("keyword_argument", "comment")) {
                    known.add(expressions.of(type.file(), base));
                }
            }
            bases.put(type, known);
        }
        return known;
    }

    /** Returns an attribute of a class or its instances. */
    Found find(Scope type, String name) {
        return find(type, name, new HashSet<>());
    }

    /** Returns an attribute as {@code super()} sees it in a class. */
    Found above(Scope type, String name) {
        Set<Scope> seen = new HashSet<>();
        seen.add(type);
        return inherited(type, name, seen);
    }

    private Found find(Scope type, String name, Set<Scope> seen) {
        if (seen.size() > MOST_BASES || !seen.add(type)) {
            return Found.NOTHING;
        }
        Optional<Symbol> own = type.symbol(name);
        if (own.isPresent()) {
            Found found = Found.of(own.get());
            return isOnlySet(own.get()) ? inherited(type, name, seen).typed().and(found) : found;
        }
        List<Binding> imports =
                type.bindings(name).stream().filter(Binding::isImport).toList();
        if (!imports.isEmpty()) {
            return expressions.names().imported(type.file(), imports.get(0));
        }
        return inherited(type, name, seen);
    }

    /** A subclass that only sets a field sets the one that its base declares with a type. */
    private static boolean isOnlySet(Symbol symbol) {
        return symbol.bindings().stream()
                .allMatch(binding ->
                        binding.is(Binding.Kind.FIELD) && binding.annotation().isEmpty());
    }

    private Found inherited(Scope type, String name, Set<Scope> seen) {
        Optional<String> outside = Optional.empty();
        boolean unknown = false;
        for (Value base : bases(type)) {
            if (base instanceof Value.ClassObject above) {
                Found found = find(above.type(), name, seen);
                if (!found.symbols().isEmpty()) {
                    return found;
                }
                outside = outside.or(() -> found.library().stream().findFirst());
                unknown |= found.isEmpty() && !found.isSure();
            } else if (base instanceof Value.Library library) {
                outside = isEmptyBase(library) ? outside : Optional.of(library.name() + "." + name);
            } else {
                unknown = true;
            }
        }
        if (unknown) {
            return Found.NOTHING;
        }
        if (name.startsWith("__") && name.endsWith("__")) {
            return Found.library("object." + name);
        }
        return outside.map(Found::library).orElse(Found.NOTHING);
    }

    private static boolean isEmptyBase(Value.Library library) {
        return Set.of("Generic", "Protocol", "ABC", "object").contains(library.lastName());
    }

    /** Whether a class has a library's class among its bases. */
    boolean inherits(Scope type, Set<String> names) {
        return inherits(type, names, new HashSet<>());
    }

    private boolean inherits(Scope type, Set<String> names, Set<Scope> seen) {
        if (seen.size() > MOST_BASES || !seen.add(type)) {
            return false;
        }
        return bases(type).stream()
                .anyMatch(base -> (base instanceof Value.Library library && names.contains(library.lastName()))
                        || (base instanceof Value.ClassObject above && inherits(above.type(), names, seen)));
    }
}
