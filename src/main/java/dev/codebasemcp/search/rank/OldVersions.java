package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
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

    static Set<FileKey> of(Collection<FileRef> files) {
        Map<Place, NavigableMap<Integer, Set<FileKey>>> versions = new HashMap<>();
        for (FileRef file : files) {
            // most paths have no version, and every filtered search asks for all of its files
            if (file.path().startsWith("v") || file.path().contains("/v")) {
                addVersions(file.key(), versions);
            }
        }
        Set<FileKey> old = new HashSet<>();
        if (versions.isEmpty()) {
            return old;
        }
        Set<FileKey> all = files.stream().map(FileRef::key).collect(Collectors.toSet());
        versions.forEach((place, numbers) -> numbers.forEach((number, own) -> {
            if (number < numbers.lastKey() || isCopy(place, number, own, all)) {
                old.addAll(own);
            }
        }));
        return old;
    }

    private static void addVersions(FileKey file, Map<Place, NavigableMap<Integer, Set<FileKey>>> versions) {
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
        int start = place.around().length() + ("v" + number + "/").length();
        long shared = own.stream()
                .filter(key -> all.contains(new FileKey(
                        key.repositoryId(), place.around() + key.path().substring(start))))
                .count();
        return shared >= MIN_SHARED && 2 * shared >= own.size();
    }
}
