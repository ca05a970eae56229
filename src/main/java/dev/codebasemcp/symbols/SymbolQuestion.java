package dev.codebasemcp.symbols;

import dev.codebasemcp.model.DefinitionKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question for what a symbol is.
 *
 * @param symbol its name; {@code *} in the plain name stands for any characters
 * @param kind only definitions of this kind
 * @param directories what a directory or file may mean, the usual meaning first; empty for everywhere
 * @param language the id of a language
 * @param limit the most symbols to name
 * @param parts what to tell about the first one
 */
public record SymbolQuestion(
        SymbolName symbol,
        Optional<DefinitionKind> kind,
        List<String> directories,
        Optional<String> language,
        int limit,
        Set<SymbolPart> parts) {
    public SymbolQuestion {
        directories = List.copyOf(directories);
        parts = Set.copyOf(parts);
    }

    /** The same question about another name in other places. */
    public SymbolQuestion of(SymbolName other, List<String> places) {
        return new SymbolQuestion(other, kind, places, language, limit, parts);
    }
}
