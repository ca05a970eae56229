package dev.codebasemcp.database.index;

import dev.codebasemcp.database.VectorFlavour;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Keeps the number of segments small: merges {@value #MERGE_FACTOR} segments of similar size into one without the
 * deleted chunks. Each posting is rewritten at most once per size tier (the log-structured merge of Lucene and others).
 *
 * <p>Also limits the share of deleted chunks, by rewriting the segments with the largest share. So each deleted chunk
 * costs at most three chunk writes. Works within the transaction of its connection.
 */
final class SegmentMerger {
    private static final int MERGE_FACTOR = 8;
    /** A save makes a segment of a few chunks, a batch of a first index one of up to 8,192; those share a tier. */
    private static final int[] TIER_LIMITS = {128, 1_024, 8_191, 65_536};

    /** Segments are rewritten once deleted chunks exceed the live ones divided by this, plus {@link #MIN_DELETED}. */
    private static final int DELETED_DIVISOR = 3;

    private static final int MIN_DELETED = 128;
    /** Chunks that one transaction reads to rewrite them; a larger segment is read alone. */
    private static final int MAX_REWRITTEN = 65_536;

    private final Connection connection;
    private final VectorFlavour flavour;
    private final BooleanSupplier stop;

    /** Creates a merger; {@code stop} ends it with {@link WriteStopped}. */
    SegmentMerger(Connection connection, VectorFlavour flavour, BooleanSupplier stop) {
        this.connection = connection;
        this.flavour = flavour;
        this.stop = stop;
    }

    /** Merges the smallest segments of similar size, if there are enough of them. */
    boolean mergeAlike() throws SQLException {
        int from = 0;
        List<SegmentHead> heads = SegmentsTable.heads(connection);
        for (int limit : TIER_LIMITS) {
            List<Long> tier = new ArrayList<>();
            for (SegmentHead segment : heads) {
                if (segment.chunkCount() >= from && segment.chunkCount() < limit) {
                    tier.add(segment.id());
                }
            }
            if (tier.size() >= MERGE_FACTOR) {
                merge(tier.subList(0, MERGE_FACTOR));
                return true;
            }
            from = limit;
        }
        return false;
    }

    /**
     * Rewrites the segments with the largest share of deleted chunks, if there are too many in total.
     *
     * @return the number of written chunks; empty if there was nothing to do
     */
    OptionalInt rewriteNext() throws SQLException {
        long live = ContentsTable.chunkCount(connection);
        long deleted = SegmentsTable.heads(connection).stream()
                        .mapToLong(SegmentHead::chunkCount)
                        .sum()
                - live;
        if (deleted <= MIN_DELETED + live / DELETED_DIVISOR) {
            return OptionalInt.empty();
        }
        List<Long> chosen = new ArrayList<>();
        List<Long> empty = new ArrayList<>();
        int written = 0;
        int read = 0;
        for (SegmentUse segment : SegmentUse.of(connection)) {
            if (segment.live() == 0) {
                empty.add(segment.id());
            } else if (deleted <= live / DELETED_DIVISOR / 2 || (read > 0 && read + segment.size() > MAX_REWRITTEN)) {
                break;
            } else {
                chosen.add(segment.id());
                written += segment.live();
                read += segment.size();
            }
            deleted -= segment.deleted();
        }
        SegmentsTable.delete(connection, empty);
        IndexStateTable.reserveIds(connection, 0);
        merge(chosen);
        return OptionalInt.of(written);
    }

    private void merge(List<Long> ids) throws SQLException {
        Map<String, List<SegmentRow>> byModel = new HashMap<>();
        for (SegmentRow segment : SegmentsTable.find(connection, ids)) {
            byModel.computeIfAbsent(segment.embeddingModel(), model -> new ArrayList<>())
                    .add(segment);
        }
        for (Map.Entry<String, List<SegmentRow>> group : byModel.entrySet()) {
            write(group.getKey(), group.getValue());
        }
        SegmentsTable.delete(connection, ids);
    }

    /** Writes the live chunks of the given segments as one segment. */
    private void write(String model, List<SegmentRow> segments) throws SQLException {
        long[] liveIds = liveChunks(segments);
        if (liveIds.length == 0) {
            return;
        }
        long id = IndexStateTable.reserveIds(connection, 1);
        Map<Long, int[]> newOrdinals = new HashMap<>();
        for (SegmentRow segment : segments) {
            newOrdinals.put(segment.id(), ordinals(segment.chunkIds(), liveIds));
        }
        SegmentsTable.insert(
                connection,
                new SegmentRow(
                        id,
                        liveIds,
                        gather(segments, newOrdinals, liveIds.length, TermFrequencies.FIELDS, true),
                        model,
                        flavour == VectorFlavour.PORTABLE
                                ? Optional.of(gatherVectors(segments, newOrdinals, liveIds.length))
                                : Optional.empty()));
        SegmentsTable.copyPostings(connection, id, mergedPostings(newOrdinals), stop);
    }

    private long[] liveChunks(List<SegmentRow> segments) throws SQLException {
        Object[] all = segments.stream()
                .flatMap(segment -> Arrays.stream(segment.chunkIds()).boxed())
                .toArray();
        try (PreparedStatement select =
                connection.prepareStatement("select id from chunks where id = any(?) order by id")) {
            select.setArray(1, connection.createArrayOf("bigint", all));
            try (ResultSet rows = select.executeQuery()) {
                List<Long> live = new ArrayList<>();
                while (rows.next()) {
                    live.add(rows.getLong(1));
                }
                return live.stream().mapToLong(Long::longValue).toArray();
            }
        }
    }

    /** Returns for each chunk of a segment its ordinal in the merged segment, -1 if it is deleted. */
    private static int[] ordinals(long[] chunkIds, long[] liveIds) {
        int[] ordinals = new int[chunkIds.length];
        for (int i = 0; i < chunkIds.length; i++) {
            ordinals[i] = Math.max(-1, Arrays.binarySearch(liveIds, chunkIds[i]));
        }
        return ordinals;
    }

    private static byte[] gatherVectors(List<SegmentRow> segments, Map<Long, int[]> newOrdinals, int count) {
        SegmentRow any = segments.get(0);
        int dimension = any.vectors().orElseThrow().length / any.chunkIds().length;
        return gather(segments, newOrdinals, count, dimension, false);
    }

    /** Copies the {@code width} bytes of each live chunk, of field lengths or vectors, to their new place. */
    private static byte[] gather(
            List<SegmentRow> segments, Map<Long, int[]> newOrdinals, int count, int width, boolean lengths) {
        byte[] gathered = new byte[count * width];
        for (SegmentRow segment : segments) {
            byte[] source = lengths ? segment.fieldLengths() : segment.vectors().orElseThrow();
            int[] ordinals = Objects.requireNonNull(newOrdinals.get(segment.id()));
            for (int old = 0; old < ordinals.length; old++) {
                if (ordinals[old] >= 0) {
                    System.arraycopy(source, old * width, gathered, ordinals[old] * width, width);
                }
            }
        }
        return gathered;
    }

    private SortedMap<String, PostingList.Builder> mergedPostings(Map<Long, int[]> newOrdinals) throws SQLException {
        SortedMap<String, PostingList.Builder> merged = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select term, segment_id, data from postings where segment_id = any(?) order by term, segment_id""")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            select.setArray(
                    1, connection.createArrayOf("bigint", newOrdinals.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                TermMerge current = new TermMerge();
                while (rows.next()) {
                    WriteStopped.throwIf(stop);
                    String term = rows.getString(1);
                    if (!term.equals(current.term)) {
                        current.finishInto(merged);
                        current.term = term;
                    }
                    current.add(rows.getBytes(3), Objects.requireNonNull(newOrdinals.get(rows.getLong(2))));
                }
                current.finishInto(merged);
            }
        }
        return merged;
    }

    /** The postings of one term. Segments may interleave, so they are sorted by new ordinal. */
    private static final class TermMerge {
        private final List<Long> postings = new ArrayList<>();
        private String term = "";

        void add(byte[] data, int[] ordinals) {
            PostingList.forEach(data, (old, frequencies) -> {
                if (ordinals[old] >= 0) {
                    postings.add(((long) ordinals[old] << Byte.SIZE) | Byte.toUnsignedInt(frequencies));
                }
            });
        }

        void finishInto(Map<String, PostingList.Builder> merged) {
            if (!postings.isEmpty()) {
                postings.sort(null);
                PostingList.Builder list = new PostingList.Builder();
                postings.forEach(posting -> list.add((int) (posting >> Byte.SIZE), (byte) (long) posting));
                merged.put(term, list);
                postings.clear();
            }
        }
    }
}
