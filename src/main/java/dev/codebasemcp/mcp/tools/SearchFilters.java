package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.ContentKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Normalizes the filters of a search, or rejects them with the reason. */
final class SearchFilters {
    /** {@code py}, {@code .TSX}, {@code d.ts}, {@code c++}: no globs, no paths. */
    private static final Pattern EXTENSION = Pattern.compile("\\.?[\\p{L}\\p{N}_+#-]++(?:\\.[\\p{L}\\p{N}_+#-]++)*+");

    private SearchFilters() {}

    /**
     * Returns an extension, also given as {@code *.py}, without its dot in lower case. A language's name is used if no file has such an extension.
     */
    static String extension(String given) {
        String bare = given.strip();
        String name = bare.startsWith("*.") ? bare.substring(1) : bare;
        if (!EXTENSION.matcher(name).matches()) {
            throw new RejectedException(Term.of("file_type") + ": \"" + Quoted.brief(given)
                    + "\" is not an extension; give one such as py or .tsx.");
        }
        return (name.startsWith(".") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
    }

    /** Returns the id of a known language. */
    static String language(String given) {
        return Language.named(given)
                .map(Language::id)
                .orElseThrow(() -> new RejectedException(Term.of("language") + ": \"" + Quoted.brief(given)
                        + "\" is not known"
                        + nearest(given).map(id -> "; did you mean " + id + "?").orElse("; give")
                        + (nearest(given).isPresent() ? " Known: " : " one of ")
                        + Arrays.stream(Language.values()).map(Language::id).collect(Collectors.joining(", "))
                        + "."));
    }

    /** Returns the kinds of content with these labels. */
    static Set<ContentKind> content(List<String> labels) {
        return labels.stream().map(ContentKind::labelled).collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<String> nearest(String given) {
        return EditDistance.nearest(
                given, Arrays.stream(Language.values()).map(Language::id).toList());
    }
}
