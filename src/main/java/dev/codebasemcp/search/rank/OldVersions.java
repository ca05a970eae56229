package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the files of old versions that lie beside newer ones: a directory {@code v3} beside {@code v4}, or a directory {@code v1}
 * whose files mostly have the names of files around it. A version of an interface alone says nothing: {@code api/v1} is current.
 */
final class OldVersions {
    private static final Pattern VERSION = Pattern.compile("(?:^|/)v(\\d{1,3})/");
    /** Fewer files with equal names are coincidence. */
    private static final int MIN_SHARED = 3;

    /** A directory with versions, which is empty for the top. */
    private record Place(RepositoryId repository, String around) {}

    private OldVersions() {}

    /**
     * The files of old versions.
     *
     * @param newer for those of them that have the same path in the newest version, or around the versions, that file
     */
    record Found(Set<FileKey> files, Map<FileKey, FileKey> newer) {
        Found {
            files = Set.copyOf(files);
            newer = Map.copyOf(newer);
        }
    }

    static Found of(Collection<FileRef> files) {
        Map<Place, SortedMap<Integer, Set<FileKey>>> versions = new HashMap<>();
        for (FileRef file : files) {
            // most paths have no version, and every filtered search asks for all of its files
            if (file.path().startsWith("v") || file.path().contains("/v")) {
                addVersions(file.key(), versions);
            }
        }
        if (versions.isEmpty()) {
            return new Found(Set.of(), Map.of());
        }
        Set<FileKey> old = new HashSet<>();
        Map<FileKey, FileKey> newer = new HashMap<>();
        Set<FileKey> all = files.stream().map(FileRef::key).collect(Collectors.toSet());
        versions.forEach((place, numbers) -> numbers.forEach((number, own) -> {
            if (number < numbers.lastKey() || isCopy(place, number, own, all)) {
                old.addAll(own);
                String newest = number < numbers.lastKey() ? "v" + numbers.lastKey() + "/" : "";
                own.forEach(key -> counterpart(place, number, key, newest)
                        .filter(all::contains)
                        .ifPresent(current -> newer.merge(key, current, OldVersions::first)));
            }
        }));
        return new Found(old, newer);
    }

    /** Of versions within versions, a stable choice. */
    private static FileKey first(FileKey one, FileKey other) {
        return one.path().compareTo(other.path()) <= 0 ? one : other;
    }

    private static void addVersions(FileKey file, Map<Place, SortedMap<Integer, Set<FileKey>>> versions) {
        Matcher version = VERSION.matcher(file.path());
        for (int from = 0; version.find(from); from = version.end() - 1) {
            Place place = new Place(file.repositoryId(), file.path().substring(0, version.start(1) - 1));
            versions.computeIfAbsent(place, unused -> new TreeMap<>())
                    .computeIfAbsent(Integer.valueOf(version.group(1)), unused -> new HashSet<>())
                    .add(file);
        }
    }

    /** Whether most files of a version have the same path without it. */
    private static boolean isCopy(Place place, int number, Set<FileKey> own, Set<FileKey> all) {
        long shared = own.stream()
                .map(key -> counterpart(place, number, key, ""))
                .flatMap(Optional::stream)
                .filter(all::contains)
                .count();
        return shared >= MIN_SHARED && 2 * shared >= own.size();
    }

    /** The file with the same path but for the version's directory; empty if the version is written otherwise, as v01. */
    private static Optional<FileKey> counterpart(Place place, int number, FileKey file, String version) {
        String directory = place.around() + "v" + number + "/";
        return file.path().startsWith(directory)
                ? Optional.of(new FileKey(
                        file.repositoryId(),
                        place.around() + version + file.path().substring(directory.length())))
                : Optional.empty();
    }
}
