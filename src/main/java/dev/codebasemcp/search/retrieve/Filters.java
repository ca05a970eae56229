package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.rank.FileRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Restricts the files of a search; a file must pass all given parts.
 *
 * @param scope the repositories
 * @param fileType an extension without dot, in lower case; if no file has it, the name of a language
 * @param directory a path prefix by whole components or a file, with {@code *} and {@code **}, relative to the
 *     repository, or absolute below its root
 * @param language the id of a language
 * @param content the kinds of files; any if empty
 */
public record Filters(
        SearchScope scope,
        Optional<String> fileType,
        Optional<String> directory,
        Optional<String> language,
        Set<ContentKind> content) {
    /** Excludes no file. */
    public static final Filters NONE =
            new Filters(SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    public Filters {
        content = Set.copyOf(content);
    }

    /**
     * A filter on files within a repository.
     *
     * @param kind the property it tests
     * @param value the requested value
     */
    public record Part(Kind kind, String value, Predicate<FileRef> passes) {
        /** A property of files. */
        public enum Kind {
            FILE_TYPE,
            DIRECTORY,
            LANGUAGE,
            CONTENT;

            /** Returns the name of the tool's argument. */
            public String argument() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /** Returns a filter on files below a directory, or at it, as {@link #directory} has it. */
    public static Predicate<FileRef> below(String directory, List<RepositoryRow> repositories) {
        return DirectoryFilter.of(directory, repositories);
    }

    Selection select(Catalogue catalogue) {
        List<Part> parts = parts(catalogue);
        if (parts.isEmpty() && scope.holdsAll(catalogue.repositories())) {
            return Selection.everything(catalogue);
        }
        Predicate<FileRef> all = scope::holds;
        for (Part part : parts) {
            all = all.and(part.passes());
        }
        return Selection.of(catalogue, all);
    }

    /** Returns the given filters, as they apply to {@code catalogue}. */
    public List<Part> parts(Catalogue catalogue) {
        List<Part> parts = new ArrayList<>();
        fileType.ifPresent(type -> parts.add(new Part(Part.Kind.FILE_TYPE, type, typeFilter(type, catalogue))));
        language.ifPresent(id -> parts.add(new Part(Part.Kind.LANGUAGE, id, languageFilter(id))));
        if (!content.isEmpty()) {
            String labels = content.stream().sorted().map(ContentKind::label).collect(Collectors.joining(", "));
            parts.add(new Part(Part.Kind.CONTENT, labels, file -> content.contains(ContentKind.of(file))));
        }
        directory.ifPresent(path ->
                parts.add(new Part(Part.Kind.DIRECTORY, path, DirectoryFilter.of(path, catalogue.repositories()))));
        return parts;
    }

    private Predicate<FileRef> typeFilter(String type, Catalogue catalogue) {
        String ending = "." + type;
        Predicate<FileRef> byEnding =
                file -> file.path().toLowerCase(Locale.ROOT).endsWith(ending);
        boolean any = StreamSupport.stream(catalogue.files().spliterator(), false)
                .filter(scope::holds)
                .anyMatch(byEnding);
        return any
                ? byEnding
                : Language.named(type).map(known -> languageFilter(known.id())).orElse(byEnding);
    }

    private static Predicate<FileRef> languageFilter(String id) {
        return file -> file.language().equals(id);
    }
}
