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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Keeps the number of segments small: as soon as {@value #MERGE_FACTOR} of about the same size have gathered they
 * become one, without the chunks that are gone. So each posting is rewritten at most once for each of the few tiers of
 * sizes (the log-structured merge of Lucene and others). Works within the transaction of its connection.
 */
final class SegmentMerger {
    private static final int MERGE_FACTOR = 8;
    /** A save makes a segment of a few chunks, a batch of a first index one of up to 8,192: those go into one tier. */
    private static final int[] TIER_LIMITS = {128, 1_024, 8_191, 65_536};

    private final Connection connection;
    private final VectorFlavour flavour;
    private final BooleanSupplier stop;

    /** {@code stop}: ends the merging by {@link WriteStopped}. */
    SegmentMerger(Connection connection, VectorFlavour flavour, BooleanSupplier stop) {
        this.connection = connection;
        this.flavour = flavour;
        this.stop = stop;
    }

    /** Merges what should be; returns how many segments went away. */
    int mergeSmallSegments() throws SQLException {
        int merged = 0;
        int from = 0;
        for (int limit : TIER_LIMITS) {
            List<Long> tier = new ArrayList<>();
            for (SegmentHead segment : SegmentsTable.heads(connection)) {
                if (segment.chunkCount() >= from && segment.chunkCount() < limit) {
                    tier.add(segment.id());
                }
            }
            for (int i = 0; i + MERGE_FACTOR <= tier.size(); i += MERGE_FACTOR) {
                merge(tier.subList(i, i + MERGE_FACTOR));
                merged += MERGE_FACTOR;
            }
            from = limit;
        }
        return merged;
    }

    private void merge(List<Long> ids) throws SQLException {
        Map<String, List<SegmentRow>> byModel = new HashMap<>();
        for (SegmentRow segment : SegmentsTable.find(connection, ids)) {
            byModel.computeIfAbsent(segment.embeddingModel(), model -> new ArrayList<>())
                    .add(segment);
        }
        for (Map.Entry<String, List<SegmentRow>> group : byModel.entrySet()) {
            mergeAlike(group.getKey(), group.getValue());
        }
        SegmentsTable.delete(connection, ids);
    }

    private void mergeAlike(String model, List<SegmentRow> segments) throws SQLException {
        long[] liveIds = liveChunks(segments);
        if (liveIds.length == 0) {
            return;
        }
        long id = BatchWriter.reserveIds(connection, 1);
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

    /** For each chunk of a segment its ordinal in the merged one, -1 if it is gone. */
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

    /** Takes the {@code width} bytes of each live chunk, of the field lengths or of the vectors, to its new place. */
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

    /** The postings of one term: segments may interleave, so they are sorted by their new ordinals. */
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
