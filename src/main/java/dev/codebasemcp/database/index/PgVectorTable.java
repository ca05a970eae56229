package dev.codebasemcp.database.index;

import com.pgvector.PGhalfvec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The table {@code chunk_vectors} of the pgvector flavour. Binds the query vector with its type, so that the database
 * parses it once. Bound as text, a prepared statement would parse it again for each compared row.
 */
final class PgVectorTable {
    static final String COLUMNS = "chunk_vectors (chunk_id, content_id, embedding)";

    /** Below this, an exact scan is fast enough (50,000 rows: some 20 ms) and complete. */
    private static final long HNSW_FROM_ROWS = 50_000;

    /**
     * Memory of the graph during its build: vector and neighbours. Without enough memory, the build takes four times as
     * long.
     */
    private static final long HNSW_BYTES_A_ROW = 1_300;

    private static final long HNSW_MOST_MEGABYTES = 1_024;

    private PgVectorTable() {}

    /**
     * Returns the {@code limit} chunks nearest to the vector with their cosines; more if the last ones are equally
     * near.
     */
    static Map<Long, Float> nearest(Connection connection, PGhalfvec vector, int limit) throws SQLException {
        try (Statement settings = connection.createStatement()) {
            settings.execute("set local hnsw.ef_search = " + Math.max(100, limit));
        }
        return cosines(connection, """
                select chunk_id, 1 - (embedding <=> ?) from chunk_vectors
                order by embedding <=> ? fetch first ? rows with ties""", select -> {
            select.setObject(1, vector);
            select.setObject(2, vector);
            select.setInt(3, limit);
        });
    }

    /** Does the same among the chunks of the given contents; always exact. */
    static Map<Long, Float> nearestAmong(Connection connection, PGhalfvec vector, Collection<Long> contents, int limit)
            throws SQLException {
        return cosines(connection, """
                with allowed as materialized (
                    select chunk_id, embedding <=> ? as distance
                    from chunk_vectors where content_id = any(?))
                select chunk_id, 1 - distance from allowed order by distance
                fetch first ? rows with ties""", select -> {
            select.setObject(1, vector);
            select.setArray(2, connection.createArrayOf("bigint", contents.toArray()));
            select.setInt(3, limit);
        });
    }

    /** Returns the cosines of the given chunks. */
    static Map<Long, Float> of(Connection connection, PGhalfvec vector, Collection<Long> chunks) throws SQLException {
        return cosines(
                connection,
                "select chunk_id, 1 - (embedding <=> ?) from chunk_vectors where chunk_id = any(?)",
                select -> {
                    select.setObject(1, vector);
                    select.setArray(2, connection.createArrayOf("bigint", chunks.toArray()));
                });
    }

    /** Creates the HNSW index once it has enough rows to pay; {@code stop} ends it with {@link WriteStopped}. */
    static boolean indexIfLarge(Connection connection, BooleanSupplier stop) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long rows = count(statement);
            if (rows < HNSW_FROM_ROWS) {
                return false;
            }
            long megabytes = 64 + Math.min(HNSW_MOST_MEGABYTES, (rows * HNSW_BYTES_A_ROW) >> 20);
            statement.execute("set local maintenance_work_mem = '" + megabytes + "MB'");
            StoppableStatement.execute(
                    statement,
                    "create index if not exists chunk_vectors_hnsw on chunk_vectors"
                            + " using hnsw (embedding halfvec_cosine_ops)",
                    stop);
            return true;
        }
    }

    private static long count(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from chunk_vectors")) {
            count.next();
            return count.getLong(1);
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
                    // a zero vector has no direction: NaN
                    cosines.put(rows.getLong(1), Float.isNaN(cosine) ? 0 : cosine);
                }
                return cosines;
            }
        }
    }
}
