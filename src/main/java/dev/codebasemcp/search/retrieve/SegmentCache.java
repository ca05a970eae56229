package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.SegmentRow;
import dev.codebasemcp.model.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps loaded segments of all databases up to a limit in bytes; the least recently used ones go first. Segments never
 * change, so nothing here can be out of date. Safe for threads.
 */
final class SegmentCache {
    /** A heap so many times what a search holds has room for the catalogue of files and for indexing, too. */
    private static final int ROOMY_HEAP = 3;

    private record Key(String database, long segment) {}

    private final long limitBytes;
    private final long heapBytes;
    private final Map<Key, LoadedSegment> segments = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * An empty cache.
     *
     * @param limitBytes what it keeps
     * @param heapBytes what one search may hold; it needs all segments of its database at once
     */
    SegmentCache(long limitBytes, long heapBytes) {
        this.limitBytes = limitBytes;
        this.heapBytes = heapBytes;
    }

    /**
     * The segments of a database. Those that are not here are loaded one by one, so that no answer of the database holds
     * more than one.
     *
     * @throws UnavailableException if they are more than this process has memory for
     */
    List<LoadedSegment> load(String database, List<SegmentHead> heads, IndexSnapshot snapshot) {
        Map<Long, LoadedSegment> found = new LinkedHashMap<>();
        List<SegmentHead> missing = new ArrayList<>();
        synchronized (segments) {
            for (SegmentHead head : heads) {
                LoadedSegment segment = segments.get(new Key(database, head.id()));
                if (segment == null) {
                    missing.add(head);
                } else {
                    found.put(head.id(), segment);
                }
            }
        }
        for (SegmentHead head : missing) {
            for (SegmentRow row : snapshot.segments(List.of(head.id()))) {
                LoadedSegment segment = new LoadedSegment(row);
                found.put(row.id(), segment);
                keep(new Key(database, row.id()), segment);
            }
            checkRoom(heads, found.values());
        }
        return List.copyOf(found.values());
    }

    /** Foresees from what was loaded what all will take: an error in time is clear, one of the Java machine is not. */
    private void checkRoom(List<SegmentHead> heads, Collection<LoadedSegment> loaded) {
        long chunks = heads.stream().mapToLong(SegmentHead::chunkCount).sum();
        long loadedChunks = loaded.stream().mapToLong(LoadedSegment::size).sum();
        long loadedBytes = loaded.stream().mapToLong(LoadedSegment::bytes).sum();
        long expected = loadedChunks == 0 ? 0 : (long) ((double) loadedBytes / loadedChunks * chunks);
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

    private void keep(Key key, LoadedSegment segment) {
        synchronized (segments) {
            LoadedSegment old = segments.put(key, segment);
            bytes += segment.bytes() - (old == null ? 0 : old.bytes());
            Iterator<LoadedSegment> eldest = segments.values().iterator();
            while (bytes > limitBytes && eldest.hasNext()) {
                bytes -= eldest.next().bytes();
                eldest.remove();
            }
        }
    }
}
