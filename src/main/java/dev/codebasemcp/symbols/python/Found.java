package dev.codebasemcp.symbols.python;

import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * What a name means: one thing or, where branches differ, several.
 *
 * @param symbols of the code base
 * @param modules of the code base
 * @param library the dotted names of things outside of the code base
 * @param isSure whether nothing else is possible
 */
record Found(List<Symbol> symbols, List<Module> modules, List<String> library, boolean isSure) {
    private static final int MOST_ALTERNATIVES = 4;

    /** Nothing is known. */
    static final Found NOTHING = new Found(List.of(), List.of(), List.of(), false);

    Found {
        symbols = List.copyOf(symbols);
        modules = List.copyOf(modules);
        library = List.copyOf(library);
    }

    static Found of(Symbol symbol) {
        return new Found(List.of(symbol), List.of(), List.of(), true);
    }

    static Found of(Module module) {
        return new Found(List.of(), List.of(module), List.of(), true);
    }

    static Found library(String name) {
        return new Found(List.of(), List.of(), List.of(name), true);
    }

    /** Only what is declared with a type. */
    Found typed() {
        List<Symbol> typed = symbols.stream()
                .filter(symbol -> symbol.bindings().stream()
                        .anyMatch(binding -> binding.annotation().isPresent()))
                .toList();
        return new Found(typed, List.of(), List.of(), true);
    }

    boolean isEmpty() {
        return symbols.isEmpty() && modules.isEmpty() && library.isEmpty();
    }

    Found and(Found other) {
        if (isEmpty() && isSure == other.isSure) {
            return other;
        }
        return new Found(
                both(symbols, other.symbols),
                both(modules, other.modules),
                both(library, other.library),
                isSure && other.isSure);
    }

    /** This, unless the other is meant instead. */
    Found or(Found other) {
        boolean same = symbols.containsAll(other.symbols) || other.symbols.containsAll(symbols);
        Found all = and(other);
        return same ? all : new Found(all.symbols, all.modules, all.library, false);
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        other.stream().filter(item -> !all.contains(item)).forEach(all::add);
        return all;
    }

    Resolution resolution() {
        List<Declaration> declarations = symbols.stream()
                .flatMap(symbol -> symbol.declarations().stream())
                .toList();
        if (symbols.size() > MOST_ALTERNATIVES) {
            return Resolution.UNDECIDED;
        }
        if (!declarations.isEmpty()) {
            return isSure ? new Resolution.Certain(declarations) : new Resolution.Probable(declarations);
        }
        return isEmpty() ? Resolution.UNDECIDED : Resolution.ELSEWHERE;
    }
}
