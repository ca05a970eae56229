package dev.codebasemcp.database.index;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tables {@code segments}, {@code segment_vectors} and {@code postings}. */
final class SegmentsTable {
    static final String POSTINGS_COLUMNS = "postings (segment_id, term, document_frequency, data)";

    /** The fetch size of rows that may have half a megabyte each. */
    private static final int FEW = 16;

    private SegmentsTable() {}

    static List<SegmentHead> heads(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select id, chunk_count from segments order by id");
                ResultSet rows = select.executeQuery()) {
            List<SegmentHead> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new SegmentHead(rows.getLong(1), rows.getInt(2)));
            }
            return found;
        }
    }

    static List<SegmentRow> find(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select s.id, s.chunk_ids, s.field_lengths, s.embedding_model, v.data
                from segments s left join segment_vectors v on v.segment_id = s.id
                where s.id = any(?)""")) {
            select.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<SegmentRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new SegmentRow(
                            rows.getLong(1),
                            unpackIds(rows.getBytes(2)),
                            rows.getBytes(3),
                            rows.getString(4),
                            Optional.ofNullable(rows.getBytes(5))));
                }
                return found;
            }
        }
    }

    /** Receives the ids of a segment's chunks. */
    @FunctionalInterface
    interface ChunkIdsVisitor {
        void segment(long id, long[] chunkIds);
    }

    static void forEachChunkIds(Connection connection, ChunkIdsVisitor visitor) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id, chunk_ids from segments")) {
            select.setFetchSize(FEW);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    visitor.segment(rows.getLong(1), unpackIds(rows.getBytes(2)));
                }
            }
        }
    }

    static List<PostingsRow> postings(Connection connection, Collection<Long> segments, Collection<String> terms)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select segment_id, term, document_frequency, data
                from postings where segment_id = any(?) and term = any(?)""")) {
            select.setArray(1, connection.createArrayOf("bigint", segments.toArray()));
            select.setArray(2, connection.createArrayOf("text", terms.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<PostingsRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new PostingsRow(rows.getLong(1), rows.getString(2), rows.getInt(3), rows.getBytes(4)));
                }
                return found;
            }
        }
    }

    static void forEachTerm(Connection connection, Collection<Long> segments, WordShape shape, Consumer<String> terms)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct term from postings
                where segment_id = any(?) and term >= ? and term < ? and length(term) between ? and ?""")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            select.setArray(1, connection.createArrayOf("bigint", segments.toArray()));
            shape.bind(select, 2);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    terms.accept(rows.getString(1));
                }
            }
        }
    }

    static void insert(Connection connection, SegmentRow segment) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into segments (id, chunk_count, chunk_ids, field_lengths, embedding_model)
                values (?, ?, ?, ?, ?)""")) {
            insert.setLong(1, segment.id());
            insert.setInt(2, segment.chunkIds().length);
            insert.setBytes(3, packIds(segment.chunkIds()));
            insert.setBytes(4, segment.fieldLengths());
            insert.setString(5, segment.embeddingModel());
            insert.executeUpdate();
        }
        if (segment.vectors().isPresent()) {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into segment_vectors (segment_id, data) values (?, ?)")) {
                insert.setLong(1, segment.id());
                insert.setBytes(2, segment.vectors().get());
                insert.executeUpdate();
            }
        }
    }

    static void copyPostings(
            Connection connection, long segment, SortedMap<String, PostingList.Builder> postings, BooleanSupplier stop)
            throws SQLException {
        BinaryCopy.into(connection, POSTINGS_COLUMNS, stop, copy -> {
            for (Map.Entry<String, PostingList.Builder> entry : postings.entrySet()) {
                copy.row(4);
                copy.bigint(segment);
                copy.text(entry.getKey());
                copy.integer(entry.getValue().documentFrequency());
                copy.bytea(entry.getValue().toBytes());
            }
        });
    }

    static void delete(Connection connection, Collection<Long> ids) throws SQLException {
        for (String statement : List.of(
                "delete from postings where segment_id = any(?)",
                "delete from segment_vectors where segment_id = any(?)",
                "delete from segments where id = any(?)")) {
            try (PreparedStatement delete = connection.prepareStatement(statement)) {
                delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
                delete.executeUpdate();
            }
        }
    }

    private static byte[] packIds(long[] ids) {
        ByteBuffer packed = ByteBuffer.allocate(ids.length * Long.BYTES);
        packed.asLongBuffer().put(ids);
        return packed.array();
    }

    private static long[] unpackIds(byte @Nullable [] packed) {
        LongBuffer ids = ByteBuffer.wrap(packed == null ? new byte[0] : packed).asLongBuffer();
        long[] unpacked = new long[ids.remaining()];
        ids.get(unpacked);
        return unpacked;
    }
}
