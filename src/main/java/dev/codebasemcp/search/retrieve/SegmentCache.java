package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Caches segments of all databases up to a limit in bytes, and evicts the least recently used ones. Segments are
 * immutable, so entries are never stale. Thread-safe: if several searches need a segment, one loads it in its own
 * transaction and the others wait.
 */
final class SegmentCache {
    /** A heap this many times the size of a search also has room for the catalogue and for indexing. */
    private static final int ROOMY_HEAP = 3;

    private record Key(String database, long segment) {}

    private final long heapBytes;
    private final RecentlyUsed<Key, LoadedSegment> segments;

    /**
     * Creates an empty cache.
     *
     * @param limitBytes the limit of cached segments
     * @param heapBytes the limit of one search, which needs all segments of its database at once
     */
    SegmentCache(long limitBytes, long heapBytes) {
        this.heapBytes = heapBytes;
        this.segments = new RecentlyUsed<>(limitBytes, LoadedSegment::bytes);
    }

    /**
     * Returns the segments of a database in the order of {@code heads}. Loads missing ones one by one, so that no query
     * result contains several.
     *
     * @throws UnavailableException if they exceed the memory of this process
     */
    List<LoadedSegment> load(String database, List<SegmentHead> heads, IndexSnapshot snapshot) {
        long chunks = heads.stream().mapToLong(SegmentHead::chunkCount).sum();
        List<LoadedSegment> found = new ArrayList<>(heads.size());
        long foundChunks = 0;
        long foundBytes = 0;
        for (SegmentHead head : heads) {
            Key key = new Key(database, head.id());
            LoadedSegment segment = segments.find(key)
                    .orElseGet(() -> segments.replace(key, known -> known.orElseGet(() -> load(head.id(), snapshot))));
            found.add(segment);
            foundChunks += segment.size();
            foundBytes += segment.bytes();
            checkRoom(chunks, foundChunks, foundBytes);
        }
        return List.copyOf(found);
    }

    void clear() {
        segments.clear();
    }

    private static LoadedSegment load(long id, IndexSnapshot snapshot) {
        return snapshot.segments(List.of(id)).stream()
                .map(LoadedSegment::new)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no segment " + id + " in the index that lists it"));
    }

    /** Estimates the total size from the loaded segments: an early error is clearer than an OutOfMemoryError. */
    private void checkRoom(long chunks, long foundChunks, long foundBytes) {
        long expected = foundChunks == 0 ? 0 : (long) ((double) foundBytes / foundChunks * chunks);
        if (expected > heapBytes) {
            throw new UnavailableException(String.format(
                    Locale.ROOT,
                    "Searching this project's %,d chunks takes %,d MB of memory, and this server may take %,d MB for it. "
                            + "Start it with more (java -Xmx%dm), or use a PostgreSQL server that has the extension vector.",
                    chunks,
                    expected >> 20,
                    heapBytes >> 20,
                    (ROOMY_HEAP * expected) >> 20));
        }
    }
}
