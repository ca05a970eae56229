package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Optional;

/**
 * What a reader must know of how a name was looked up.
 *
 * @param nearest the choice, if no definition is at the line that was given
 * @param unparsed files that define the name by the index and have no syntax tree, if no other one was found
 * @param elsewhere some definitions of the plain name, if none is where it was asked for
 * @param like names of definitions that are like it, if none has it
 */
public record Lookup(Optional<Nearest> nearest, List<FileRef> unparsed, List<Symbol> elsewhere, List<String> like) {
    /** Nothing but what was asked for. */
    public static final Lookup PLAIN = new Lookup(Optional.empty(), List.of(), List.of(), List.of());

    public Lookup {
        unparsed = List.copyOf(unparsed);
        elsewhere = List.copyOf(elsewhere);
        like = List.copyOf(like);
    }

    /**
     * A definition that was taken because it is the nearest one.
     *
     * @param line that was given
     * @param others definitions of the name in the same file that are further away
     */
    public record Nearest(int line, Symbol taken, List<Symbol> others) {
        public Nearest {
            others = List.copyOf(others);
        }
    }
}
