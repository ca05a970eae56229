package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the files of old versions that lie beside newer ones: a directory {@code v3} beside {@code v4}, or a directory {@code v1}
 * whose files mostly have the names of files around it. A version of an interface alone says nothing: {@code api/v1} is current.
 */
final class OldVersions {
    private static final Pattern VERSION = Pattern.compile("(?:^|/)v(\\d{1,3})/");
    /** Fewer files with equal names are coincidence. */
    private static final int MIN_SHARED = 3;

    /** A directory {@code v1} in a directory, which is empty for the top. */
    private record Version(RepositoryId repository, String around, int number) {
        String path() {
            return around + "v" + number + "/";
        }
    }

    private OldVersions() {}

    static Set<FileKey> of(Collection<FileRef> files) {
        Map<Version, Set<FileKey>> versions = new HashMap<>();
        Set<FileKey> all = new HashSet<>();
        for (FileRef file : files) {
            all.add(file.key());
            Matcher version = VERSION.matcher(file.path());
            while (version.find()) {
                String around = file.path().substring(0, version.start(1) - 1);
                versions.computeIfAbsent(
                                new Version(file.repositoryId(), around, Integer.parseInt(version.group(1))),
                                unused -> new HashSet<>())
                        .add(file.key());
                version.region(version.end() - 1, file.path().length());
            }
        }
        Set<FileKey> old = new HashSet<>();
        versions.forEach((version, own) -> {
            if (hasNewer(version, versions.keySet()) || isCopy(version, own, all)) {
                old.addAll(own);
            }
        });
        return old;
    }

    private static boolean hasNewer(Version version, Set<Version> all) {
        return all.stream()
                .anyMatch(other -> other.number() > version.number()
                        && other.repository().equals(version.repository())
                        && other.around().equals(version.around()));
    }

    /** Whether most files of a version have the same path without it. */
    private static boolean isCopy(Version version, Set<FileKey> own, Set<FileKey> all) {
        long shared = own.stream()
                .filter(key -> all.contains(new FileKey(
                        key.repositoryId(),
                        version.around() + key.path().substring(version.path().length()))))
                .count();
        return shared >= MIN_SHARED && 2 * shared >= own.size();
    }
}
