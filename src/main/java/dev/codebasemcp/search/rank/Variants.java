package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of files that are the same thing for different platforms, or in different versions: their paths are equal but for
 * words of {@link Platform}s, or for the version. Files alone are in no group. Immutable.
 */
public final class Variants {
    static final Variants NONE = new Variants(Map.of());

    private final Map<FileKey, Group> groups;

    private Variants(Map<FileKey, Group> groups) {
        this.groups = groups;
    }

    /** Files that are variants of each other; each file is in one group at most. */
    static final class Group {
        private final List<FileRef> files;
        private final boolean isLoose;

        private Group(List<FileRef> files) {
            this.files = List.copyOf(files);
            this.isLoose = files.stream()
                    .anyMatch(file ->
                            file.platform().filter(PlatformPath::isLoose).isPresent());
        }

        /** All indexed ones, in order. */
        List<FileRef> files() {
            return files;
        }

        /** Whether they may be different things, so that only a common definition shows that they are not. */
        boolean isLoose() {
            return isLoose;
        }
    }

    /** What variants have in common; {@code kind} is empty for variants of no platform. */
    private record Common(RepositoryId repository, Optional<Platform.Kind> kind, String path) {
        static Common of(FileKey key, Optional<PlatformPath> platform) {
            return new Common(
                    key.repositoryId(),
                    platform.map(PlatformPath::kind),
                    platform.map(PlatformPath::common).orElse(key.path()));
        }
    }

    /** Finds the groups in linear time: hostile repositories have as many platform words as files. */
    static Variants of(Collection<FileRef> files, Map<FileKey, FileKey> newer, FileOrder order) {
        Set<FileKey> newest = new HashSet<>(newer.values());
        Map<Common, List<FileRef>> groups = new HashMap<>();
        Map<FileKey, Common> fallbacks = new HashMap<>();
        for (FileRef file : files) {
            if (isPlain(file, newer, newest)) {
                continue;
            }
            FileKey current = newer.get(file.key());
            Optional<PlatformPath> platform = current == null ? file.platform() : PlatformPath.of(current.path());
            Common common = Common.of(current == null ? file.key() : current, platform);
            groups.computeIfAbsent(common, unused -> new ArrayList<>(2)).add(file);
            platform.flatMap(PlatformPath::fallback)
                    .ifPresent(path -> fallbacks.put(new FileKey(file.repositoryId(), path), common));
        }
        if (!fallbacks.isEmpty()) {
            files.stream()
                    .filter(file -> isPlain(file, newer, newest) && fallbacks.containsKey(file.key()))
                    .forEach(file -> groups.computeIfAbsent(fallbacks.get(file.key()), unused -> new ArrayList<>(2))
                            .add(file));
        }
        return of(groups.values(), order);
    }

    /** Whether a file is for all platforms and has no other version. */
    private static boolean isPlain(FileRef file, Map<FileKey, FileKey> newer, Set<FileKey> newest) {
        return file.platform().isEmpty() && !newest.contains(file.key()) && !newer.containsKey(file.key());
    }

    private static Variants of(Collection<List<FileRef>> groups, FileOrder order) {
        Map<FileKey, Group> byFile = new HashMap<>();
        groups.stream().filter(group -> group.size() > 1).forEach(members -> {
            members.sort(order::compare);
            Group group = new Group(members);
            members.forEach(file -> byFile.putIfAbsent(file.key(), group));
        });
        return byFile.isEmpty() ? NONE : new Variants(byFile);
    }

    /** The group of a file, if it has one. */
    Optional<Group> of(FileRef file) {
        return Optional.ofNullable(groups.get(file.key()));
    }
}
