package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

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
     * @param generation that of the index. If another one is read, because the index has changed since, its files are given;
     *     then the next call, too, reads anew
     */
    Map<String, KnownFile> of(IndexStore store, RepositoryId repository, long generation) {
        synchronized (kept) {
            Known cached = kept.get(repository);
            if (cached != null && cached.generation == generation) {
                return cached.files;
            }
        }
        // A crash of the server may undo the newer generation and bring back the older one: each is kept as what it is.
        Known read = store.read(snapshot -> read(snapshot, repository));
        keep(repository, read);
        return read.files;
    }

    private static Known read(IndexSnapshot snapshot, RepositoryId repository) {
        Map<String, KnownFile> files = new HashMap<>();
        snapshot.forEachKnown(repository, row -> files.put(row.path(), row));
        return new Known(snapshot.generation(), files);
    }

    /**
     * Reads ahead for who asks next, if it can be kept.
     *
     * @param files how many files the index knows of
     */
    void prepare(IndexStore store, RepositoryId repository, int files) {
        if (files <= KEPT_FILES) {
            of(store, repository, store.read(IndexSnapshot::generation));
        }
    }

    private void keep(RepositoryId repository, Known known) {
        synchronized (kept) {
            kept.remove(repository);
            if (known.files.size() <= KEPT_FILES) {
                kept.put(repository, known);
            }
            while (kept.values().stream().mapToInt(one -> one.files.size()).sum() > KEPT_FILES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }
}
