package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.List;
import java.util.Optional;

/**
 * A line that refers to a symbol.
 *
 * @param line from 1
 * @param text the line without white space at its ends
 * @param around the innermost definition around it
 * @param symbols what it may refer to; empty if only the name is known
 * @param subtype the type that names the symbol as its supertype here; one without a name begins with {@link #ANONYMOUS}
 */
public record Reference(
        FileRef file,
        int line,
        String text,
        Optional<Symbol> around,
        ReferenceKind kind,
        Confidence confidence,
        List<Symbol> symbols,
        Optional<Symbol> subtype) {
    static final String ANONYMOUS = "anonymous class in ";

    public Reference {
        symbols = List.copyOf(symbols);
    }

    /** The type with a name that names the symbol as its supertype here. One without a name is created where it is written. */
    Optional<Symbol> namedSubtype() {
        return subtype.filter(symbol -> !symbol.qualifiedName().startsWith(ANONYMOUS));
    }

    /** The qualified name of the innermost definition around it. */
    public Optional<String> inSymbol() {
        return around.map(Symbol::qualifiedName);
    }
}
