package dev.codebasemcp.search.rank;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Stemmer;
import dev.codebasemcp.search.query.PathWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The words of a file's path, computed once per file.
 *
 * @param stem the words of the file's name without extension
 * @param directories the words of the two nearest directories
 */
public record PathWords(List<PathWord> stem, List<PathWord> directories) {
    private static final int DIRECTORIES = 2;
    /** A file with such a name represents its directory. */
    private static final Set<String> NAMELESS = Set.of("mod", "index", "init", "__init__");

    public PathWords {
        stem = List.copyOf(stem);
        directories = List.copyOf(directories);
    }

    /** The words of {@code path}. */
    public static PathWords of(String path) {
        List<String> names = new ArrayList<>(List.of(path.split("/")));
        names.set(names.size() - 1, fileStem(path));
        if (isNameless(path)) {
            names.remove(names.size() - 1);
        }
        int last = names.size() - 1;
        List<PathWord> directories = names.subList(Math.max(0, last - DIRECTORIES), last).stream()
                .flatMap(name -> words(name).stream())
                .toList();
        return new PathWords(words(names.get(last)), directories);
    }

    /** Whether a file has its directory's name: {@code pool/index.ts}, and its test {@code pool/index.test.ts}. */
    static boolean isNameless(String path) {
        return path.indexOf('/') >= 0 && NAMELESS.contains(fileStem(path));
    }

    /** The file's name without extensions: {@code Client} for {@code src/Client.test.ts}, {@code .bashrc} for itself. */
    static String fileStem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static List<PathWord> words(String component) {
        return Identifiers.split(component).stream()
                .map(word -> new PathWord(word, Stemmer.stem(word)))
                .toList();
    }
}
