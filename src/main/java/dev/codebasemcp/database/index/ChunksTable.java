package dev.codebasemcp.database.index;

import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.index.ContentsTable.Removed;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code chunks}, and the rows that are deleted with its rows. */
final class ChunksTable {
    static final String COLUMNS = "chunks (id, content_id, start_line, end_line, kind, symbol, text)";

    private ChunksTable() {}

    static List<ChunkRow> find(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id, content_id, start_line, end_line, kind, symbol, text
                from chunks where id = any(?)""")) {
            select.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<ChunkRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new ChunkRow(
                            rows.getLong("id"),
                            rows.getLong("content_id"),
                            new LineRange(rows.getInt("start_line"), rows.getInt("end_line")),
                            Optional.ofNullable(rows.getString("kind")).flatMap(DefinitionKind::byLabel),
                            Optional.ofNullable(rows.getString("symbol")),
                            PackedText.unpack(rows.getBytes("text"))));
                }
                return found;
            }
        }
    }

    static Optional<LineChunk> withLine(Connection connection, long first, int count, int line) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select id, end_line from chunks
                where id >= ? and id < ? and start_line <= ? order by id desc limit 1""")) {
            select.setLong(1, first);
            select.setLong(2, first + count);
            select.setInt(3, line);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new LineChunk(row.getLong("id"), row.getInt("end_line")))
                        : Optional.empty();
            }
        }
    }

    /**
     * Deletes the chunks of removed contents with their definitions and vectors; a later merge removes their postings.
     */
    static void delete(Connection connection, List<Removed> removed, VectorFlavour flavour) throws SQLException {
        deleteRanges(connection, "delete from chunks where id >= ? and id < ?", removed);
        deleteRanges(connection, "delete from definitions where chunk_id >= ? and chunk_id < ?", removed);
        if (flavour == VectorFlavour.PGVECTOR) {
            deleteRanges(connection, "delete from chunk_vectors where chunk_id >= ? and chunk_id < ?", removed);
        }
    }

    private static void deleteRanges(Connection connection, String statement, List<Removed> removed)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(statement)) {
            for (Removed content : removed) {
                delete.setLong(1, content.firstChunkId());
                delete.setLong(2, content.firstChunkId() + content.chunkCount());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }
}
