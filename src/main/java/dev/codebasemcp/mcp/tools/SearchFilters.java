package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.Language;
import dev.codebasemcp.model.RejectedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Brings the filters of a search into the form in which the index knows them, or says what is wrong with them. */
final class SearchFilters {
    /** {@code py}, {@code .TSX}, {@code d.ts}, {@code c++}: no globs, no paths. */
    private static final Pattern EXTENSION = Pattern.compile("\\.?[\\p{L}\\p{N}_+#-]+(\\.[\\p{L}\\p{N}_+#-]+)*");

    private SearchFilters() {}

    /** An extension without its dot, in lower case. */
    static String extension(String given) {
        String name = given.strip();
        if (!EXTENSION.matcher(name).matches()) {
            throw new RejectedException(
                    "file_type: \"" + given + "\" is not an extension; give one such as py or .tsx.");
        }
        return (name.startsWith(".") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
    }

    /** A path below the repository's root, with slashes. */
    static String directory(String given) {
        String path = given.strip().replace('\\', '/');
        List<String> parts = List.of(path.split("/"));
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*") || parts.contains("..")) {
            throw new RejectedException("directory: \"" + given
                    + "\" is not below the repository; give a path relative to its root, such as src/main.");
        }
        return path;
    }

    /** The id of a language that is known. */
    static String language(String given) {
        return Language.byId(given.strip().toLowerCase(Locale.ROOT))
                .map(Language::id)
                .orElseThrow(() -> new RejectedException("language: \"" + given + "\" is not known; give one of "
                        + Arrays.stream(Language.values()).map(Language::id).collect(Collectors.joining(", "))
                        + "."));
    }
}
