package dev.codebasemcp.database.index;

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
import java.util.function.Consumer;

/** The table {@code definitions}. */
final class DefinitionsTable {
    static final String COLUMNS =
            "definitions (chunk_id, ordinal, name_key, qualified_name, kind, start_line, end_line, signature)";

    /** A chunk has 4,000 characters, so more definitions would not characterize it. */
    private static final int MOST_AROUND = 1_000;
    /** The comment of a definition rarely spans more chunks. */
    private static final int COMMENT_CHUNKS = 16;

    /**
     * The chunks of a content have consecutive ids in line order. A chunk without a definition may be part of the
     * comment of a definition in a later chunk; it gets that definition's name.
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

    private static final String DEFINED = """
            select chunk_id, name_key, qualified_name, kind, start_line, end_line, signature from definitions
            """;

    private DefinitionsTable() {}

    static List<DefinitionPlace> around(Connection connection, Collection<Long> chunks) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(AROUND)) {
            select.setInt(1, MOST_AROUND);
            select.setInt(2, COMMENT_CHUNKS);
            select.setArray(3, connection.createArrayOf("bigint", chunks.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<DefinitionPlace> found = new ArrayList<>();
                while (rows.next()) {
                    place(rows).ifPresent(found::add);
                }
                return found;
            }
        }
    }

    /** Empty for a kind that only a newer program version knows. */
    private static Optional<DefinitionPlace> place(ResultSet row) throws SQLException {
        Optional<DefinitionKind> kind = DefinitionKind.byLabel(row.getString("kind"));
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new DefinitionPlace(
                        row.getLong("id"),
                        row.getString("name_key"),
                        row.getString("qualified_name"),
                        kind.get(),
                        new LineRange(row.getInt("start_line"), row.getInt("end_line"))));
    }

    /** Empty for a kind that only a newer program version knows. */
    private static Optional<DefinitionRow> named(ResultSet row) throws SQLException {
        Optional<DefinitionKind> kind = DefinitionKind.byLabel(row.getString(5));
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new DefinitionRow(
                        row.getLong(1), row.getInt(2), row.getString(3), row.getString(4), kind.get()));
    }

    static List<String> names(Connection connection, WordShape shape, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select name_key from definitions
                where name_key >= ? and name_key < ? and length(name_key) between ? and ?
                group by name_key order by length(name_key), name_key limit ?""")) {
            select.setInt(shape.bind(select, 1), limit);
            try (ResultSet rows = select.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    /** Returns the definitions with a plain name in lower case, at most {@code limit}, in the order of their chunks. */
    static List<DefinedName> named(Connection connection, String nameKey, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEFINED + """
                where name_key = ? order by chunk_id, ordinal limit ?""")) {
            select.setString(1, nameKey);
            select.setInt(2, limit);
            return defined(select);
        }
    }

    /** Returns the definitions whose plain name in lower case has a form, those with the shortest names first. */
    static List<DefinedName> like(Connection connection, NameForm form, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEFINED + """
                where name_key >= ? and name_key < ? and name_key like ?
                order by length(name_key), name_key, chunk_id, ordinal limit ?""")) {
            select.setString(1, form.prefix());
            select.setString(2, form.prefix() + Character.toString(Character.MAX_CODE_POINT));
            select.setString(3, form.like());
            select.setInt(4, limit);
            return defined(select);
        }
    }

    /** Returns the definitions that start in the {@code count} chunks from {@code first} on, in line order. */
    static List<DefinedName> inChunks(Connection connection, long first, int count) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEFINED + """
                where chunk_id >= ? and chunk_id < ? order by chunk_id, ordinal""")) {
            select.setLong(1, first);
            select.setLong(2, first + count);
            return defined(select);
        }
    }

    /** Streams the definitions of some kinds that start in the chunks from {@code first} to before {@code end}, in order. */
    static void forEachBetween(
            Connection connection,
            long first,
            long end,
            Collection<DefinitionKind> kinds,
            Consumer<DefinedName> definitions)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEFINED + """
                where chunk_id >= ? and chunk_id < ? and kind = any(?) order by chunk_id, ordinal""")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            select.setLong(1, first);
            select.setLong(2, end);
            select.setArray(
                    3,
                    connection.createArrayOf(
                            "text", kinds.stream().map(DefinitionKind::label).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    defined(rows).ifPresent(definitions);
                }
            }
        }
    }

    /** Leaves out definitions of a kind that only a newer program version knows. */
    private static List<DefinedName> defined(PreparedStatement select) throws SQLException {
        List<DefinedName> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                defined(rows).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Empty for a kind that only a newer program version knows. */
    private static Optional<DefinedName> defined(ResultSet row) throws SQLException {
        Optional<DefinitionKind> kind = DefinitionKind.byLabel(row.getString("kind"));
        return kind.isEmpty()
                ? Optional.empty()
                : Optional.of(new DefinedName(
                        row.getLong("chunk_id"),
                        row.getString("name_key"),
                        row.getString("qualified_name"),
                        kind.get(),
                        new LineRange(row.getInt("start_line"), row.getInt("end_line")),
                        row.getString("signature")));
    }

    static void forEachNamed(Connection connection, Collection<String> nameKeys, Consumer<DefinitionRow> definitions)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select chunk_id, ordinal, name_key, qualified_name, kind from definitions where name_key = any(?)""")) {
            select.setFetchSize(FilesTable.FETCH_ROWS);
            select.setArray(1, connection.createArrayOf("text", nameKeys.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    named(rows).ifPresent(definitions);
                }
            }
        }
    }
}
