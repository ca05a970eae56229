package dev.codebasemcp.database.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The table {@code chunk_vectors} of the pgvector flavour. */
final class PgVectorTable {
    static final String COLUMNS = "chunk_vectors (chunk_id, content_id, embedding)";

    /** Below this an exact scan is fast enough (50,000: some 20 ms) and misses nothing. */
    private static final long HNSW_FROM_ROWS = 50_000;

    private PgVectorTable() {}

    /** The {@code limit} chunks nearest to the vector, with their cosines. */
    static Map<Long, Float> nearest(Connection connection, String vector, int limit) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("set local hnsw.ef_search = " + Math.max(100, limit));
        }
        return cosines(connection, """
                select chunk_id, 1 - (embedding <=> ?::halfvec) from chunk_vectors
                order by embedding <=> ?::halfvec limit ?""", select -> {
            select.setString(1, vector);
            select.setString(2, vector);
            select.setInt(3, limit);
        });
    }

    /** The {@code limit} nearest chunks among those of some contents: exact, whatever index there is. */
    static Map<Long, Float> nearestAmong(Connection connection, String vector, Collection<Long> contents, int limit)
            throws SQLException {
        return cosines(connection, """
                with allowed as materialized (
                    select chunk_id, embedding <=> ?::halfvec as distance
                    from chunk_vectors where content_id = any(?))
                select chunk_id, 1 - distance from allowed order by distance limit ?""", select -> {
            select.setString(1, vector);
            select.setArray(2, connection.createArrayOf("bigint", contents.toArray()));
            select.setInt(3, limit);
        });
    }

    /** The cosines of the given chunks. */
    static Map<Long, Float> of(Connection connection, String vector, Collection<Long> chunks) throws SQLException {
        return cosines(
                connection,
                "select chunk_id, 1 - (embedding <=> ?::halfvec) from chunk_vectors where chunk_id = any(?)",
                select -> {
                    select.setString(1, vector);
                    select.setArray(2, connection.createArrayOf("bigint", chunks.toArray()));
                });
    }

    /** Makes the HNSW index once there are rows enough for it to pay. */
    static boolean indexIfLarge(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet count = statement.executeQuery("select count(*) from chunk_vectors")) {
                count.next();
                if (count.getLong(1) < HNSW_FROM_ROWS) {
                    return false;
                }
            }
            statement.execute("create index if not exists chunk_vectors_hnsw on chunk_vectors"
                    + " using hnsw (embedding halfvec_cosine_ops)");
            return true;
        }
    }

    /** Binds the parameters of a query. */
    @FunctionalInterface
    private interface Binding {
        void bind(PreparedStatement select) throws SQLException;
    }

    private static Map<Long, Float> cosines(Connection connection, String query, Binding binding) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            binding.bind(select);
            try (ResultSet rows = select.executeQuery()) {
                Map<Long, Float> cosines = new HashMap<>();
                while (rows.next()) {
                    float cosine = rows.getFloat(2);
                    // a vector of zeros has no direction: NaN
                    cosines.put(rows.getLong(1), Float.isNaN(cosine) ? 0 : cosine);
                }
                return cosines;
            }
        }
    }
}
