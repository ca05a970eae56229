import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Multiplies the index of a project without reading a file: each copy is a repository of its own with other contents, half of
 * its names and rare words renamed and its vectors moved a little. Segments are merged and the vector index is made as after
 * any indexing run.
 *
 * <p>Arguments: the database, and how many chunks there should be.
 */
public final class ScaleFill {
    private static final int DIMENSION = 256;

    private final Connection connection;
    private final boolean pgvector;

    private ScaleFill(Connection connection, boolean pgvector) {
        this.connection = connection;
        this.pgvector = pgvector;
    }

    public static void main(String[] arguments) {
        Settings settings = Settings.from(System.getenv());
        try (Databases databases =
                new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()))) {
            Database database = databases.project(new DatabaseName(arguments[0]));
            long wanted = Long.parseLong(arguments[1]);
            boolean pgvector = database.flavour() == VectorFlavour.PGVECTOR;
            long start = System.nanoTime();
            long base = database.read(one -> number(one, "select count(*) from chunks"));
            long span = database.read(one -> number(one, "select next_id from index_state"));
            if (pgvector && base < wanted) {
                database.writeRelaxed(one -> run(one, "drop index if exists chunk_vectors_hnsw"));
            }
            for (int copy = 1; copy * base < wanted; copy++) {
                int number = copy;
                database.writeRelaxed(one -> {
                    new ScaleFill(one, pgvector).copy(number, span);
                    return number;
                });
            }
            database.writeRelaxed(one -> run(one, "analyze"));
            long filled = System.nanoTime();
            new IndexStore(database).tidy(() -> false);
            System.out.printf(
                    "%s: %d chunks in %d segments; filled in %.0f s, tidied in %.0f s%n",
                    database.flavour().toString().toLowerCase(Locale.ROOT),
                    database.read(one -> number(one, "select count(*) from chunks")),
                    database.read(one -> number(one, "select count(*) from segments")),
                    (filled - start) / 1e9,
                    (System.nanoTime() - filled) / 1e9);
        }
    }

    private static String newDirectory() {
        try {
            return Files.createTempDirectory("scale-copy-").toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void copy(int copy, long span) throws SQLException {
        long off = copy * span;
        UUID repository = UUID.randomUUID();
        run(connection, "set local statement_timeout = 0");
        // A search of the whole project leaves out what is gone.
        String directory = newDirectory();
        run(connection, """
                insert into repositories (id, machine_id, directory, fingerprint, complete, indexed_at)
                select '%s', machine_id, '%s', 'copy', true, now() from repositories order by key limit 1"""
                .formatted(repository, directory));
        run(connection, """
                insert into contents select id + %1$d, sha256(hash || '%2$s'), language, first_chunk_id + %1$d, chunk_count
                from contents where id < %3$d""".formatted(off, repository, span));
        run(connection, """
                insert into files (repository_key, path, content_id, size_bytes, modified_nanos, inode, settled, state)
                select (select key from repositories where id = '%s'), repository_key || '/' || path, content_id + %d,
                    size_bytes, modified_nanos, inode, settled, state
                from files where content_id < %d""".formatted(repository, off, span));
        run(connection, """
                insert into chunks select id + %1$d, content_id + %1$d, start_line, end_line, kind, symbol, text
                from chunks where id < %2$d""".formatted(off, span));
        run(connection, """
                insert into definitions select chunk_id + %1$d, ordinal,
                    case when hashtext(name_key) %% 2 = 0 then name_key || 'zq' || %1$d else name_key end,
                    qualified_name, kind, start_line, end_line, signature
                from definitions where chunk_id < %2$d""".formatted(off, span));
        run(connection, """
                insert into postings select segment_id + %1$d,
                    case when document_frequency < 8 and hashtext(term) %% 2 = 0 then term || 'zq' || %1$d else term end,
                    document_frequency, data
                from postings where segment_id < %2$d""".formatted(off, span));
        vectors(off, copy, span);
        segments(off, span);
        run(connection, "update index_state set generation = generation + 1, next_id = %d".formatted(off + span));
    }

    private void vectors(long off, int copy, long span) throws SQLException {
        if (!pgvector) {
            run(connection, "insert into segment_vectors select segment_id + %d, data from segment_vectors where segment_id < %d"
                    .formatted(off, span));
            return;
        }
        String moved = new Random(copy)
                .doubles(DIMENSION, -0.03, 0.03)
                .mapToObj(one -> String.format(Locale.ROOT, "%.4f", one))
                .collect(Collectors.joining(",", "[", "]"));
        run(connection, """
                insert into chunk_vectors select chunk_id + %1$d, content_id + %1$d, embedding + '%2$s'::halfvec
                from chunk_vectors where chunk_id < %3$d""".formatted(off, moved, span));
    }

    private void segments(long off, long span) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select id, chunk_count, chunk_ids, field_lengths, embedding_model from segments where id < ?");
                PreparedStatement insert = connection.prepareStatement("insert into segments values (?, ?, ?, ?, ?)")) {
            select.setLong(1, span);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ByteBuffer ids = ByteBuffer.wrap(rows.getBytes(3));
                    for (int at = 0; at < ids.capacity(); at += Long.BYTES) {
                        ids.putLong(at, ids.getLong(at) + off);
                    }
                    insert.setLong(1, rows.getLong(1) + off);
                    insert.setInt(2, rows.getInt(2));
                    insert.setBytes(3, ids.array());
                    insert.setBytes(4, rows.getBytes(4));
                    insert.setString(5, rows.getString(5));
                    insert.executeUpdate();
                }
            }
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static int run(Connection connection, String statement) throws SQLException {
        try (Statement one = connection.createStatement()) {
            return one.executeUpdate(statement);
        }
    }
}
