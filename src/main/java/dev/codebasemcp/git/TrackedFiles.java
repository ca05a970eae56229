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
 * Which files git tracks. An answer is remembered until the repository's index changes, so that git does not run at each
 * question. Safe for threads.
 */
public final class TrackedFiles {
    /** Of all trees together. */
    private static final int KEPT_BYTES = 64 << 20;
    /** After git did not answer, it is not asked at each walk again. */
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final GitCommand git;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();
    private final Map<Path, Listed> listed = new LinkedHashMap<>(16, 0.75f, true);

    public TrackedFiles(GitCommand git) {
        this.git = git;
    }

    /** Tells one state of an index from the next; the same for all that are missing. */
    private record Stamp(FileTime modified, long size, String file) {
        private static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1, "");
    }

    private record Known(Stamp index, boolean tracked) {}

    /** What git listed of the tree with an index, or did not list at a time. */
    private record Listed(Stamp index, TrackedPaths paths, boolean answered, long at) {
        boolean isOf(Stamp now) {
            return index.equals(now) && (answered || System.nanoTime() - at < AGAIN_NANOS);
        }
    }

    /**
     * The paths that git tracks in a working tree. Where it does not answer, those that it told last, and none if it never did:
     * without git on the PATH, or in a repository whose owner it does not trust, ignore rules hold for tracked files too.
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
        if (before.isPresent() && before.get().isOf(now)) {
            return before.get().paths();
        }
        Optional<TrackedPaths> answer = git.tracked(worktree.top());
        TrackedPaths paths = answer.or(() -> before.map(Listed::paths)).orElse(TrackedPaths.NONE);
        synchronized (listed) {
            listed.put(place, new Listed(now, paths, answer.isPresent(), System.nanoTime()));
            while (listed.size() > 1
                    && listed.values().stream()
                                    .mapToLong(one -> one.paths().bytes())
                                    .sum()
                            > KEPT_BYTES) {
                listed.remove(listed.keySet().iterator().next());
            }
        }
        return paths;
    }

    /**
     * Whether git tracks a file, as far as can be known: one in a working tree about which git cannot be asked counts as
     * tracked.
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
