package dev.codebasemcp.database.index;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The number of live chunks of a segment. */
record SegmentUse(long id, int size, int live) {
    private static final Comparator<SegmentUse> MOST_DELETED_FIRST =
            Comparator.comparingDouble(use -> (double) use.live / use.size);

    int deleted() {
        return size - live;
    }

    /** Returns all segments, those with the largest share of deleted chunks first. */
    static List<SegmentUse> of(Connection connection) throws SQLException {
        List<ContentRow> contents = new ArrayList<>();
        ContentsTable.forEach(connection, contents::add);
        List<ContentRow> chunked =
                contents.stream().filter(content -> content.chunkCount() > 0).toList();
        long[] firsts = chunked.stream().mapToLong(ContentRow::firstChunkId).toArray();
        long[] ends = chunked.stream()
                .mapToLong(content -> content.firstChunkId() + content.chunkCount())
                .toArray();
        List<SegmentUse> uses = new ArrayList<>();
        SegmentsTable.forEachChunkIds(
                connection,
                (id, chunkIds) -> uses.add(new SegmentUse(id, chunkIds.length, (int) Arrays.stream(chunkIds)
                        .filter(chunk -> isLive(chunk, firsts, ends))
                        .count())));
        uses.sort(MOST_DELETED_FIRST);
        return uses;
    }

    private static boolean isLive(long chunk, long[] firsts, long[] ends) {
        int place = Arrays.binarySearch(firsts, chunk);
        int before = place >= 0 ? place : -place - 2;
        return before >= 0 && chunk < ends[before];
    }
}
