package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cache of the indexed files of repositories, valid until the index changes. Bounded to {@value #KEPT_FILES} files,
 * about 50 MB; evicts the least recently used repositories. Thread-safe.
 */
public final class KnownFiles {
    private static final int KEPT_FILES = 200_000;

    private final Map<RepositoryId, Known> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Creates an empty cache. */
    public KnownFiles() {}

    /** Empties the cache. */
    public void clear() {
        synchronized (kept) {
            kept.clear();
        }
    }

    /** The files of an index at one generation. */
    private record Known(long generation, Map<String, KnownFile> files) {}

    /**
     * Returns the known files by path; callers must not modify the map.
     *
     * @param generation the expected one. If the index has changed since, returns the files of the newer generation; a
     *     later call with the old one reads again
     */
    Map<String, KnownFile> of(IndexStore store, RepositoryId repository, long generation) {
        synchronized (kept) {
            Known cached = kept.get(repository);
            if (cached != null && cached.generation == generation) {
                return cached.files;
            }
        }
        // Cache the files under the generation that was read: a server crash may undo it and bring the older one back.
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
     * Loads the files of a repository into the cache, if they fit.
     *
     * @param files the number of files in the index
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
            while (kept.values().stream().mapToInt(entry -> entry.files.size()).sum() > KEPT_FILES) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
    }
}
