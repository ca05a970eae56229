package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.FileState;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.KnownFileRow;
import dev.codebasemcp.indexing.diff.KnownFile;
import dev.codebasemcp.indexing.diff.KnownState;
import dev.codebasemcp.indexing.scan.FileStamp;
import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What indexes know of the files of their repositories. Kept in memory until the index changes, for so many files at most
 * that it stays below some 50 MB; the repositories that were asked for last win. Safe for threads.
 */
public final class KnownFiles {
    private static final int KEPT_FILES = 200_000;

    private final Map<RepositoryId, Known> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Keeps nothing yet. */
    public KnownFiles() {}

    /** What an index knew at a generation. */
    private record Known(long generation, Map<String, KnownFile> files) {}

    /**
     * The known files by their paths; not to be changed.
     *
     * @param generation that of the index, read before. If it has changed since, the files may be those of a later one; then
     *     the next call finds another generation and reads anew
     */
    Map<String, KnownFile> of(IndexStore store, RepositoryId repository, long generation) {
        synchronized (kept) {
            Known cached = kept.get(repository);
            if (cached != null && cached.generation == generation) {
                return cached.files;
            }
        }
        Map<String, KnownFile> files = new HashMap<>();
        store.knownFiles(repository, row -> files.put(row.path(), knownFile(row)));
        synchronized (kept) {
            kept.put(repository, new Known(generation, files));
            while (kept.values().stream().mapToInt(known -> known.files.size()).sum() > KEPT_FILES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return files;
    }

    private static KnownFile knownFile(KnownFileRow row) {
        return new KnownFile(
                new FileStamp(
                        row.stamp().sizeBytes(),
                        row.stamp().modifiedNanos(),
                        row.stamp().inode()),
                row.content(),
                row.scannedAt(),
                state(row.state()),
                row.state() == FileState.SKIPPED ? row.reason() : Optional.empty());
    }

    private static KnownState state(FileState state) {
        return switch (state) {
            case INDEXED -> KnownState.INDEXED;
            case SKIPPED -> KnownState.SKIPPED;
            case FAILED -> KnownState.FAILED;
        };
    }
}
