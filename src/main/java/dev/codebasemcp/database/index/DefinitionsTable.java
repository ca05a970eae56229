package dev.codebasemcp.database.index;

import dev.codebasemcp.model.LineRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code definitions}. */
final class DefinitionsTable {
    static final String COLUMNS =
            "definitions (chunk_id, ordinal, name_key, qualified_name, kind, start_line, end_line, signature)";

    /** A chunk has 4,000 characters, so that more of them say nothing in particular about it. */
    private static final int MOST_AROUND = 1_000;
    /** The comment of one definition fills hardly more chunks. */
    private static final int COMMENT_CHUNKS = 16;

    /**
     * The chunks of a content have ids in a row, in the order of their lines. A chunk without a definition may be part of the
     * comment of one that starts in a later chunk; it has that one's name.
     */
    private static final String AROUND = """
            select c.id, d.name_key, d.qualified_name, d.kind, d.start_line, d.end_line
            from chunks c
            join contents o on o.id = c.content_id
            cross join lateral (
                (select * from definitions
                 where chunk_id between o.first_chunk_id and c.id and end_line >= c.start_line
                 order by chunk_id desc, ordinal desc limit ?)
                union all
                (select * from definitions
                 where chunk_id > c.id and chunk_id <= c.id + ? and chunk_id < o.first_chunk_id + o.chunk_count
                 and qualified_name = c.symbol and not exists (select from definitions e where e.chunk_id = c.id)
                 order by chunk_id, ordinal limit 1)) d
            where c.id = any(?)
            order by c.id, d.chunk_id, d.ordinal""";

    private DefinitionsTable() {}

    static List<DefinitionPlace> around(Connection connection, Collection<Long> chunks) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AROUND)) {
            select.setInt(1, MOST_AROUND);
            select.setInt(2, COMMENT_CHUNKS);
            select.setArray(3, connection.createArrayOf("bigint", chunks.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<DefinitionPlace> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new DefinitionPlace(
                            rows.getLong("id"),
                            rows.getString("name_key"),
                            rows.getString("qualified_name"),
                            rows.getString("kind"),
                            new LineRange(rows.getInt("start_line"), rows.getInt("end_line"))));
                }
                return found;
            }
        }
    }

    static List<String> names(Connection connection, WordShape shape) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select name_key from definitions
                where name_key >= ? and name_key < ? and length(name_key) between ? and ?
                group by name_key order by length(name_key), name_key limit ?""")) {
            return shape.list(select, 1);
        }
    }

    static List<DefinitionRow> named(Connection connection, Collection<String> nameKeys, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select chunk_id, name_key, qualified_name, kind
                from definitions where name_key = any(?)
                order by name_key, chunk_id, ordinal limit ?""")) {
            select.setArray(1, connection.createArrayOf("text", nameKeys.toArray()));
            select.setInt(2, limit);
            return rows(select);
        }
    }

    static List<DefinitionRow> namedAmong(
            Connection connection, Collection<String> nameKeys, Collection<Long> contents, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select d.chunk_id, d.name_key, d.qualified_name, d.kind
                from definitions d join chunks c on c.id = d.chunk_id
                where d.name_key = any(?) and c.content_id = any(?)
                order by d.name_key, d.chunk_id, d.ordinal limit ?""")) {
            select.setArray(1, connection.createArrayOf("text", nameKeys.toArray()));
            select.setArray(2, connection.createArrayOf("bigint", contents.toArray()));
            select.setInt(3, limit);
            return rows(select);
        }
    }

    private static List<DefinitionRow> rows(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<DefinitionRow> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new DefinitionRow(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
            return found;
        }
    }
}
