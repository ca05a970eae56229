package dev.codebasemcp.symbols;

import dev.codebasemcp.search.retrieve.IndexedFiles.Defined;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds members that a type has from its supertypes. For one question and one thread. */
final class Inheritance {
    private static final int MOST_TYPES = 50;

    private final IndexedCode code;
    private final Definitions definitions;
    private final Relations relations;

    Inheritance(IndexedCode code, Definitions definitions, Relations relations) {
        this.code = code;
        this.definitions = definitions;
        this.relations = relations;
    }

    /** Returns those of some members that belong to a supertype of the type that the last qualifier names. */
    List<Defined> members(SymbolName asked, List<Defined> candidates) {
        List<Symbol> types = typesAbove(asked);
        return candidates.stream()
                .filter(member -> types.stream().anyMatch(type -> isIn(member, type)))
                .toList();
    }

    private static boolean isIn(Defined member, Symbol type) {
        String name = member.definition().qualifiedName();
        return member.file().ref().key().equals(type.file().key())
                && name.equals(type.qualifiedName() + "." + member.definition().name());
    }

    private List<Symbol> typesAbove(SymbolName asked) {
        SymbolName type = asked.container();
        Deque<Declaration> open = new ArrayDeque<>();
        for (Defined defined : code.defined(type.name())) {
            if (defined.definition().kind().isType()
                    && type.fits(
                            defined.definition().qualifiedName(),
                            defined.file().ref().path())) {
                open.addAll(definitions.of(new DefinedSymbol(
                        defined.file().ref(), List.of(OutlinedDefinition.of(defined.definition())), Optional.empty())));
            }
        }
        List<Symbol> above = new ArrayList<>();
        while (!open.isEmpty() && above.size() < MOST_TYPES) {
            relations.supertypes(List.of(open.poll()), true).stream()
                    .flatMap(related -> related.place().stream())
                    .filter(symbol -> above.stream().noneMatch(symbol::isSame))
                    .forEach(symbol -> {
                        above.add(symbol);
                        open.addAll(relations.declarations(symbol));
                    });
        }
        return above;
    }
}
