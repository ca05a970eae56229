package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The table {@code contents}. */
final class ContentsTable {
    private ContentsTable() {}

    /** A removed content, with the ids of its chunks. */
    record Removed(long firstChunkId, int chunkCount) {}

    static Set<ContentHash> hashes(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select hash from contents")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                Set<ContentHash> found = new HashSet<>();
                while (rows.next()) {
                    found.add(ContentHash.ofBytes(rows.getBytes(1)));
                }
                return found;
            }
        }
    }

    static void forEach(Connection connection, Consumer<ContentRow> contents) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, language, first_chunk_id, chunk_count from contents order by first_chunk_id")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    contents.accept(
                            new ContentRow(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getInt(4)));
                }
            }
        }
    }

    static Map<ContentHash, Long> ids(Connection connection, Collection<ContentHash> hashes) throws SQLException {
        Array wanted = connection.createArrayOf(
                "bytea", hashes.stream().map(ContentHash::toBytes).toArray(byte[][]::new));
        try (PreparedStatement select =
                connection.prepareStatement("select hash, id from contents where hash = any(?)")) {
            select.setArray(1, wanted);
            try (ResultSet rows = select.executeQuery()) {
                Map<ContentHash, Long> found = new HashMap<>();
                while (rows.next()) {
                    found.put(ContentHash.ofBytes(rows.getBytes(1)), rows.getLong(2));
                }
                return found;
            }
        }
    }

    /** Returns the current chunks of contents. */
    static List<Removed> chunksOf(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select first_chunk_id, chunk_count from contents where id = any(?)")) {
            select.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return removed(select);
        }
    }

    static void replaceChunks(Connection connection, PlacedContent content) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update contents set first_chunk_id = ?, chunk_count = ? where id = ?")) {
            update.setLong(1, content.firstChunkId());
            update.setInt(2, content.draft().chunks().size());
            update.setLong(3, content.id());
            update.executeUpdate();
        }
    }

    /** Counts the chunks of all contents. */
    static long chunkCount(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select coalesce(sum(chunk_count), 0) from contents");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static List<Long> unreferenced(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select id from contents c
                        where not exists (select from files f where f.content_id = c.id)""");
                ResultSet rows = select.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    /** Removes those of {@code ids} that no file refers to. */
    static List<Removed> removeUnreferenced(Connection connection, Collection<Long> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from contents c
                where c.id = any(?) and not exists (select from files f where f.content_id = c.id)
                returning c.first_chunk_id, c.chunk_count""")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return removed(delete);
        }
    }

    private static List<Removed> removed(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Removed> removed = new ArrayList<>();
            while (rows.next()) {
                removed.add(new Removed(rows.getLong(1), rows.getInt(2)));
            }
            return removed;
        }
    }
}
