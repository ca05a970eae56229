package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps loaded segments of all databases up to a limit in bytes; the least recently used ones go first. Segments never
 * change, so nothing here can be out of date. Safe for threads: of several searches that need a segment at once, one loads it
 * in its own transaction, and the others wait for it.
 */
final class SegmentCache {
    /** A heap so many times what a search holds has room for the catalogue of files and for indexing, too. */
    private static final int ROOMY_HEAP = 3;

    private record Key(String database, long segment) {}

    private final long heapBytes;
    private final RecentlyUsed<Key, LoadedSegment> segments;

    /**
     * An empty cache.
     *
     * @param limitBytes what it keeps
     * @param heapBytes what one search may hold; it needs all segments of its database at once
     */
    SegmentCache(long limitBytes, long heapBytes) {
        this.heapBytes = heapBytes;
        this.segments = new RecentlyUsed<>(limitBytes, LoadedSegment::bytes);
    }

    /**
     * The segments of a database in the order of {@code heads}. Those that are not here are loaded one by one, so that no
     * answer of the database holds more than one.
     *
     * @throws UnavailableException if they are more than this process has memory for
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

    private static LoadedSegment load(long id, IndexSnapshot snapshot) {
        return snapshot.segments(List.of(id)).stream()
                .map(LoadedSegment::new)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no segment " + id + " in the index that lists it"));
    }

    /** Foresees from what was loaded what all will take: an error in time is clear, one of the Java machine is not. */
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
