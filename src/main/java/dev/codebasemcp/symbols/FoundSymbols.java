package dev.codebasemcp.symbols;

import java.util.List;
import java.util.Optional;

/**
 * The symbols that a name means.
 *
 * @param match how their names fit
 * @param symbols the likeliest first, at most as many as were asked for
 * @param total how many there are; more than these may exist if it is {@link #MOST}
 * @param first what was asked about the first one
 * @param like names that are like the one that was asked for, if none is it
 * @param named how many lines still have the name, if no definition has it
 */
public record FoundSymbols(
        Match match,
        List<DefinedSymbol> symbols,
        int total,
        Optional<SymbolDetails> first,
        List<String> like,
        int named) {
    /** The most that are looked at. */
    public static final int MOST = IndexedCode.MOST_DEFINITIONS;

    /** How names fit. */
    public enum Match {
        EXACT,
        /** A type has them from a supertype. */
        INHERITED,
        /** In another case. */
        OTHER_CASE,
        /** They have the form, or they begin with the name. */
        FORM,
        /** The last name is defined, but not within what was written before it. */
        OTHER_QUALIFIER,
        NOTHING
    }

    /** Nothing is known. */
    public static final FoundSymbols NONE =
            new FoundSymbols(Match.NOTHING, List.of(), 0, Optional.empty(), List.of(), 0);

    public FoundSymbols {
        symbols = List.copyOf(symbols);
        like = List.copyOf(like);
    }
}
