package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places that refer to a symbol.
 *
 * @param declarations of the symbol, or of all symbols that the name may mean; if there are none, the places are by name
 * @param places those that are sure first, each in the order of files and lines; a line may have several kinds
 * @param extent which files were looked at
 * @param namesOnly the languages of the declarations whose rules are not known, so that their places are by name
 * @param words lines with the name in files that were not read for it
 */
public record References(
        List<Declaration> declarations,
        List<Reference> places,
        Extent extent,
        List<Language> namesOnly,
        Lookup lookup,
        WordLines words) {
    /** Nothing is known. */
    public static final References NONE =
            new References(List.of(), List.of(), Extent.NONE, List.of(), Lookup.PLAIN, WordLines.NONE);

    public References {
        declarations = List.copyOf(declarations);
        places = List.copyOf(places);
        namesOnly = List.copyOf(namesOnly);
    }

    /**
     * The files with the name.
     *
     * @param read how many were read
     * @param all how many there are
     * @param unparsed those that were read and have no syntax tree
     */
    public record Extent(int read, int all, List<FileRef> unparsed) {
        /** There are none. */
        public static final Extent NONE = new Extent(0, 0, List.of());

        public Extent {
            unparsed = List.copyOf(unparsed);
        }

        static Extent of(UseSearch.Uses uses) {
            return new Extent(uses.filesRead(), uses.filesWithName(), uses.unparsed());
        }
    }

    /** A line of a file. */
    private record Line(FileKey file, int line) {}

    /** Returns each line once, with its surest reference. */
    public static List<Reference> perLine(List<Reference> places) {
        Map<Line, Reference> lines = new LinkedHashMap<>();
        places.forEach(place -> lines.merge(
                new Line(place.file().key(), place.line()),
                place,
                (one, other) -> other.confidence().compareTo(one.confidence()) < 0 ? other : one));
        return List.copyOf(lines.values());
    }
}
