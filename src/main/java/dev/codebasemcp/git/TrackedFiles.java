package dev.codebasemcp.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Caches which files git tracks. An answer is valid until the repository's index changes, so git does not run for
 * each call. Thread-safe.
 */
public final class TrackedFiles {
    /** Limit of the lists of all trees together. */
    private static final int KEPT_BYTES = 64 << 20;
    /** A failed git is not run again during this time. */
    private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final GitCommand git;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();
    private final Map<Path, Listed> listed = new LinkedHashMap<>(16, 0.75f, true);

    public TrackedFiles(GitCommand git) {
        this.git = git;
    }

    /** Identifies a version of an index file; all missing files share one. */
    private record Stamp(FileTime modified, long size, String file) {
        private static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1, "");
    }

    private record Known(Stamp index, boolean tracked) {}

    /** The result of listing one version of a tree's index, or of failing to. */
    private record Listed(Stamp index, TrackedPaths paths, boolean answered, long at) {
        boolean isCurrent(Stamp now) {
            return index.equals(now) && (answered || System.nanoTime() - at < RETRY_NANOS);
        }
    }

    /**
     * Returns the paths that git tracks in a working tree. If git fails, returns its last answer, or none if there is
     * none. Without git in PATH, or in a repository whose owner git does not trust, ignore rules therefore also apply
     * to tracked files.
     */
    public TrackedPaths in(GitWorktree worktree) {
        Path place = worktree.ownDirectory();
        Stamp now = stamp(place.resolve("index"));
        if (now.equals(Stamp.MISSING)) {
            return TrackedPaths.NONE;
        }
        Optional<Listed> before;
        synchronized (listed) {
            before = Optional.ofNullable(listed.get(place));
        }
        if (before.isPresent() && before.get().isCurrent(now)) {
            return before.get().paths();
        }
        Optional<TrackedPaths> answer = git.tracked(worktree.top());
        TrackedPaths paths = answer.or(() -> before.map(Listed::paths)).orElse(TrackedPaths.NONE);
        synchronized (listed) {
            listed.put(place, new Listed(now, paths, answer.isPresent(), System.nanoTime()));
            while (listed.size() > 1
                    && listed.values().stream()
                                    .mapToLong(list -> list.paths().bytes())
                                    .sum()
                            > KEPT_BYTES) {
                listed.remove(listed.keySet().iterator().next());
            }
        }
        return paths;
    }

    /**
     * Whether git tracks a file. A file in a working tree counts as tracked if git cannot answer.
     *
     * @param file below a real directory
     */
    public boolean mayHold(Path file) {
        Optional<GitWorktree> worktree = Optional.ofNullable(file.getParent()).flatMap(GitWorktree::around);
        if (worktree.isEmpty()) {
            return false;
        }
        Stamp now = stamp(worktree.get().ownDirectory().resolve("index"));
        Known before = known.get(file);
        if (before != null && before.index().equals(now)) {
            return before.tracked();
        }
        boolean tracked = git.tracks(file).orElse(true);
        known.put(file, new Known(now, tracked));
        return tracked;
    }

    private static Stamp stamp(Path index) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(index, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException missing) {
            return Stamp.MISSING;
        }
    }
}
