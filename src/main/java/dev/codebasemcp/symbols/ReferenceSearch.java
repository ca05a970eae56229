package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.symbols.References.Extent;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the places that refer to a written name, in one state of an index. Used once, by one thread. */
final class ReferenceSearch {
    private final IndexedCode code;
    private final UseSearch search;

    ReferenceSearch(IndexedCode code) {
        this.code = code;
        this.search = new UseSearch(code);
    }

    References find(SymbolName symbol, Optional<SymbolPlace> place) {
        Definitions.Found found = new Definitions(code, search).find(symbol, place);
        List<Declaration> targets = found.declarations();
        if (targets.isEmpty()) {
            return unknown(symbol.name(), found.lookup());
        }
        UseSearch.Uses uses = search.of(targets);
        List<Reference> places = new ArrayList<>(uses.places());
        places.sort(Comparator.comparing(one -> one.confidence() == Confidence.BY_NAME));
        List<Language> languages = targets.stream()
                .map(target -> target.file().language())
                .distinct()
                .sorted()
                .toList();
        List<Language> namesOnly =
                languages.stream().filter(one -> !Languages.resolves(one)).toList();
        WordSearch words = new WordSearch(code, search);
        if (!search.isOfFilesOnly(targets)) {
            words.add(symbol.name(), other -> languages.stream().anyMatch(one -> Languages.areRelated(one, other)));
        }
        return new References(targets, places, Extent.of(uses), namesOnly, found.lookup(), words.found());
    }

    /** The places that still have a name, unless definitions elsewhere have it. */
    private References unknown(String name, Lookup lookup) {
        if (!lookup.elsewhere().isEmpty()) {
            return new References(List.of(), List.of(), Extent.NONE, List.of(), lookup, WordLines.NONE);
        }
        UseSearch.Uses uses = search.named(name, lookup.unparsed());
        WordSearch words = new WordSearch(code, search);
        words.add(name, other -> other.grammar().isPresent());
        return new References(List.of(), uses.places(), Extent.of(uses), List.of(), lookup, words.found());
    }
}
