package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.Lookup;
import dev.codebasemcp.symbols.Symbol;
import dev.codebasemcp.symbols.SymbolName;
import dev.codebasemcp.symbols.SymbolPlace;
import dev.codebasemcp.symbols.WordLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sentences on how a name was looked up, and on lines that only have it as a word.
 *
 * @param places names files and repositories
 * @param doubt why what is not known may be there, as the end of a clause
 */
record SymbolNotes(ReferenceLines places, String doubt) {
    private static final int SHOWN = 5;
    private static final int SHOWN_NAMES = 8;

    static SymbolNotes of(ScopedCalls.Asked<?> asked) {
        return new SymbolNotes(new ReferenceLines(asked.scope()), asked.doubt());
    }

    /**
     * Says that nothing defines a name where it was asked for, and where to look instead.
     *
     * @param next what to do if no definition has the name
     */
    String unknown(SymbolName symbol, Optional<SymbolPlace> place, Lookup lookup, String next) {
        String where = place.map(given -> " in " + Quoted.name(given.path())).orElse("");
        if (!lookup.unparsed().isEmpty()) {
            return Quoted.brief(symbol.toString()) + " is defined in " + files(lookup.unparsed())
                    + ", without a syntax tree: the language has no parser here, or the parser failed. So nothing tells what"
                    + " means it.";
        }
        String unknown = "No definition of " + Quoted.brief(symbol.toString()) + " is known" + where + doubt;
        return lookup.elsewhere().isEmpty()
                ? unknown + next + like(lookup.like())
                : unknown + ". Elsewhere there is " + symbols(lookup.elsewhere()) + ".";
    }

    /** Names the definitions whose names are like one that nothing has; with a blank before, or empty. */
    static String like(List<String> names) {
        return names.isEmpty()
                ? ""
                : " Names like it: "
                        + names.stream().limit(SHOWN_NAMES).map(Quoted::name).collect(Collectors.joining(", ")) + ".";
    }

    /** Says which definition was taken, if none is at the line that was given. */
    Optional<String> nearest(SymbolName symbol, Lookup lookup) {
        return lookup.nearest()
                .map(choice -> "Line " + choice.line() + " is in no definition of " + Quoted.brief(symbol.toString())
                        + "; the nearest one was taken, " + symbols(List.of(choice.taken())) + "."
                        + (choice.others().isEmpty() ? "" : " Others: " + symbols(choice.others()) + "."));
    }

    /**
     * Says which lines of files have a word.
     *
     * @param files what they are
     * @param word such as {@code the word}
     */
    Optional<String> words(WordLines words, String files, String word) {
        if (words.lines() == 0) {
            return words.isWhole()
                    ? Optional.empty()
                    : Optional.of("The files " + files + " that may have " + word + " were not all read.");
        }
        String first = words.first().stream()
                .map(one -> ReferenceLines.place(one.file()) + ":" + one.line())
                .collect(Collectors.joining(", "));
        return Optional.of((words.isWhole() ? "" : "At least ") + Counted.of(words.lines(), "line") + " in "
                + Counted.of(words.files(), "file") + " " + files + " ("
                + String.join(", ", words.languages()) + ") " + (words.lines() == 1 ? "has " : "have ") + word + ": "
                + first + (words.lines() > words.first().size() ? ", …" : "") + "; " + Term.of("search_code")
                + " finds them.");
    }

    private String symbols(List<Symbol> symbols) {
        return symbols.stream()
                        .limit(SHOWN)
                        .map(one -> Quoted.brief(one.qualifiedName()) + " at " + ReferenceLines.place(one.file()) + ":"
                                + one.line() + places.in(one.file().repositoryId()))
                        .collect(Collectors.joining(", "))
                + more(symbols.size());
    }

    /** Names some files. */
    static String files(List<FileRef> files) {
        return files.stream().limit(SHOWN).map(ReferenceLines::place).collect(Collectors.joining(", "))
                + more(files.size());
    }

    private static String more(int all) {
        return all > SHOWN ? " and " + (all - SHOWN) + " more" : "";
    }
}
