package dev.codebasemcp.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which files git tracks. An answer is remembered until the repository's index changes, so that git does not run at each
 * question. Safe for threads.
 */
public final class TrackedFiles {
    private final GitCommand git;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    public TrackedFiles(GitCommand git) {
        this.git = git;
    }

    /** Tells one state of an index from the next; the same for all that are missing. */
    private record Stamp(FileTime modified, long size) {
        private static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);
    }

    private record Known(Stamp index, boolean tracked) {}

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
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (IOException missing) {
            return Stamp.MISSING;
        }
    }
}
