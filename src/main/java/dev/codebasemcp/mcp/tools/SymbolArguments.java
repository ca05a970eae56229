package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import java.util.Optional;

/** Reads the arguments that name a symbol. */
final class SymbolArguments {
    private static final String FILE = "file_path";

    private SymbolArguments() {}

    /**
     * Returns a written name.
     *
     * @throws RejectedException if it has no name
     */
    static SymbolName name(String written) {
        SymbolName symbol = SymbolName.of(written);
        if (symbol.name().isEmpty()) {
            throw new RejectedException("The " + Term.of("symbol") + " " + Quoted.name(written)
                    + " has no name. Give one such as fromJson or Gson.fromJson.");
        }
        return symbol;
    }

    /**
     * Returns a written name that stands for one.
     *
     * @throws RejectedException if it has none, or {@code *} in it
     */
    static SymbolName oneName(String written) {
        SymbolName symbol = name(written);
        if (symbol.isForm()) {
            throw new RejectedException("Give a whole name as " + Term.of("symbol") + "; " + Term.of("find_symbol")
                    + " finds names with * in them.");
        }
        return symbol;
    }

    /**
     * Returns where the definition is that is meant.
     *
     * @throws RejectedException if there is a line without a file
     */
    static Optional<SymbolPlace> place(Arguments arguments) {
        Optional<SymbolPlace> place =
                arguments.optionalText(FILE).map(path -> new SymbolPlace(path, arguments.optionalInteger("line")));
        if (place.isEmpty() && arguments.optionalInteger("line").isPresent()) {
            throw new RejectedException("Give " + Term.of(FILE) + " with " + Term.of("line") + ".");
        }
        return place;
    }
}
