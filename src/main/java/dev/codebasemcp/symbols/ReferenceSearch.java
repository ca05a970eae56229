package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the places that refer to a written name, in one state of an index. Used once, by one thread. */
final class ReferenceSearch {
    private final IndexedCode code;

    ReferenceSearch(IndexedCode code) {
        this.code = code;
    }

    References find(SymbolName symbol, Optional<SymbolPlace> place) {
        UseSearch search = new UseSearch(code);
        List<Declaration> targets = new Definitions(code, search).find(symbol, place);
        if (targets.isEmpty()) {
            return References.NONE;
        }
        UseSearch.Uses uses = search.of(targets);
        List<Reference> places = new ArrayList<>(uses.places());
        places.sort(Comparator.comparing(one -> one.confidence() == Confidence.BY_NAME));
        List<Language> namesOnly = targets.stream()
                .map(target -> target.file().language())
                .distinct()
                .filter(one -> !Languages.resolves(one))
                .sorted()
                .toList();
        return new References(targets, places, uses.filesRead(), uses.filesWithName(), namesOnly);
    }
}
