package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.search.retrieve.PathMeaning.ADirectory;
import dev.codebasemcp.search.retrieve.PathMeaning.AFile;
import dev.codebasemcp.search.retrieve.PathMeaning.Nothing;
import dev.codebasemcp.search.retrieve.PathMeaning.Several;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file or directory that a path names. */
public final class IndexedPaths {
    private static final String SLASH = "/";
    private static final int MOST_FILES = 100;

    private final IndexedFiles files;

    public IndexedPaths(IndexedFiles files) {
        this.files = files;
    }

    /** A file or directory in a repository. */
    private record Place(RepositoryId repository, String path) {}

    /**
     * Returns what the first of the readings that names anything names. If none does, the first one may be the end of one
     * path, in any case.
     *
     * @param readings of a path, relative to a repository or absolute below its root; without dots
     */
    public PathMeaning of(List<String> readings) {
        return readings.stream()
                .map(this::exactly)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> byEnd(readings.get(0)));
    }

    private Optional<PathMeaning> exactly(String path) {
        Optional<RepositoryRow> around = files.repositories().stream()
                .filter(repository -> isIn(path, PathText.textOf(repository.root())))
                .max(Comparator.comparing(
                        repository -> PathText.textOf(repository.root()).length()));
        List<RepositoryRow> repositories = around.map(List::of).orElse(files.repositories());
        String rest = around.map(repository ->
                        path.substring(PathText.textOf(repository.root()).length()))
                .map(below -> below.startsWith(SLASH) ? below.substring(1) : below)
                .orElse(path);
        List<Place> named = repositories.stream()
                .flatMap(repository -> files.at(repository.id(), rest).stream())
                .map(IndexedPaths::place)
                .toList();
        if (!named.isEmpty()) {
            return Optional.of(one(named, Set.of()));
        }
        Set<RepositoryId> ids = repositories.stream().map(RepositoryRow::id).collect(Collectors.toSet());
        return directory(rest, file -> ids.contains(file.repositoryId()));
    }

    private static boolean isIn(String path, String directory) {
        return (path + SLASH).startsWith(directory.endsWith(SLASH) ? directory : directory + SLASH);
    }

    private Optional<PathMeaning> directory(String path, Predicate<FileRef> isIn) {
        String start = path.isEmpty() ? "" : path + SLASH;
        List<IndexedFile> below = files.matching(isIn.and(file -> file.path().startsWith(start)));
        return below.isEmpty() ? Optional.empty() : Optional.of(new ADirectory(path, below));
    }

    private PathMeaning byEnd(String end) {
        String asked = lower(end);
        List<Place> named = files.named(asked, MOST_FILES).stream()
                .filter(file -> (SLASH + lower(file.ref().path())).endsWith(SLASH + asked))
                .map(IndexedPaths::place)
                .toList();
        Set<Place> directories = new LinkedHashSet<>();
        files.all().forEach(file -> addDirectories(file, asked, directories));
        return one(named, directories);
    }

    /** Adds the directories around a file whose paths end so. */
    private static void addDirectories(IndexedFile file, String asked, Collection<Place> directories) {
        String path = SLASH + lower(file.ref().path());
        String wanted = SLASH + asked + SLASH;
        for (int at = path.indexOf(wanted); at >= 0; at = path.indexOf(wanted, at + 1)) {
            int end = at + wanted.length() - 2;
            if (end <= file.ref().path().length()) {
                directories.add(
                        new Place(file.ref().repositoryId(), file.ref().path().substring(0, end)));
            }
        }
    }

    private PathMeaning one(Collection<Place> named, Collection<Place> directories) {
        if (named.size() + directories.size() > 1) {
            List<Place> all =
                    Stream.concat(named.stream(), directories.stream()).toList();
            boolean oneRepository =
                    all.stream().map(Place::repository).distinct().count() == 1;
            return new Several(all.stream()
                    .map(place -> oneRepository ? place.path() : absolute(place))
                    .toList());
        }
        return named.stream()
                .findFirst()
                .flatMap(place -> files.at(place.repository(), place.path()))
                .<PathMeaning>map(AFile::new)
                .or(() -> directories.stream()
                        .findFirst()
                        .flatMap(place -> directory(
                                place.path(), file -> file.repositoryId().equals(place.repository()))))
                .orElseGet(Nothing::new);
    }

    private String absolute(Place place) {
        return files.repositories().stream()
                .filter(repository -> Objects.equals(repository.id(), place.repository()))
                .map(repository -> PathText.textOf(repository.root()) + SLASH + place.path())
                .findFirst()
                .orElse(place.path());
    }

    private static Place place(IndexedFile file) {
        return new Place(file.ref().repositoryId(), file.ref().path());
    }

    private static String lower(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
