package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which files a search may answer from; every part that is given must hold.
 *
 * @param scope the repositories
 * @param fileType an extension without dot, in lower case
 * @param directory a path prefix by whole components, with {@code *} and {@code **}, relative to the repository, or
 *     absolute below its root
 * @param language the id of a language
 */
public record Filters(
        SearchScope scope, Optional<String> fileType, Optional<String> directory, Optional<String> language) {
    /** No file is left out. */
    public static final Filters NONE =
            new Filters(SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty());

    Selection select(Catalogue catalogue) {
        return isForFiles() || !scope.holdsAll(catalogue.repositories())
                ? Selection.of(catalogue, predicate(catalogue.repositories()))
                : Selection.everything(catalogue);
    }

    /** Whether files of one repository are told from each other. */
    private boolean isForFiles() {
        return fileType.isPresent() || directory.isPresent() || language.isPresent();
    }

    private Predicate<FileRef> predicate(List<RepositoryRow> repositories) {
        Predicate<FileRef> all = scope::holds;
        if (fileType.isPresent()) {
            String ending = "." + fileType.get();
            all = all.and(file -> file.path().toLowerCase(Locale.ROOT).endsWith(ending));
        }
        if (language.isPresent()) {
            all = all.and(file -> file.language().equals(language.get()));
        }
        if (directory.isPresent()) {
            all = all.and(DirectoryFilter.of(directory.get(), repositories));
        }
        return all;
    }
}
