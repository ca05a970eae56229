package dev.codebasemcp.symbols;

import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.List;

/**
 * The places that refer to a symbol.
 *
 * @param declarations of the symbol, or of all symbols that the name may mean
 * @param places in the order of files and lines, each line once
 * @param filesRead how many files have the name and were read
 * @param filesWithName how many files have the name
 */
public record References(List<Declaration> declarations, List<Reference> places, int filesRead, int filesWithName) {
    public References {
        declarations = List.copyOf(declarations);
        places = List.copyOf(places);
    }
}
