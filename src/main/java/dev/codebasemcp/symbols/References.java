package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The places that refer to a symbol.
 *
 * @param declarations of the symbol, or of all symbols that the name may mean
 * @param places those that are sure first, each in the order of files and lines; a line may have several kinds
 * @param filesRead how many files have the name and were read
 * @param filesWithName how many files have the name
 * @param namesOnly the languages of the declarations whose rules are not known, so that their places are by name
 */
public record References(
        List<Declaration> declarations,
        List<Reference> places,
        int filesRead,
        int filesWithName,
        List<Language> namesOnly) {
    /** No declaration has the name. */
    public static final References NONE = new References(List.of(), List.of(), 0, 0, List.of());

    public References {
        declarations = List.copyOf(declarations);
        places = List.copyOf(places);
        namesOnly = List.copyOf(namesOnly);
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
