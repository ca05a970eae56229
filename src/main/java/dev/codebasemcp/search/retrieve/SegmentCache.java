package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.SegmentRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps loaded segments of all databases up to a limit in bytes; the least recently used ones go first. Segments never
 * change, so nothing here can be out of date. Safe for threads.
 */
final class SegmentCache {
    private record Key(String database, long segment) {}

    private final long limitBytes;
    private final Map<Key, LoadedSegment> segments = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    SegmentCache(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** The segments of a database, those that are not here loaded in one round trip. */
    List<LoadedSegment> load(String database, List<SegmentHead> heads, IndexSnapshot snapshot) {
        Map<Long, LoadedSegment> found = new LinkedHashMap<>();
        List<Long> missing = new ArrayList<>();
        synchronized (segments) {
            for (SegmentHead head : heads) {
                LoadedSegment segment = segments.get(new Key(database, head.id()));
                if (segment == null) {
                    missing.add(head.id());
                } else {
                    found.put(head.id(), segment);
                }
            }
        }
        if (!missing.isEmpty()) {
            for (SegmentRow row : snapshot.segments(missing)) {
                LoadedSegment segment = new LoadedSegment(row);
                found.put(row.id(), segment);
                keep(new Key(database, row.id()), segment);
            }
        }
        return List.copyOf(found.values());
    }

    /** The bytes that the cached segments take. */
    long bytes() {
        synchronized (segments) {
            return bytes;
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
