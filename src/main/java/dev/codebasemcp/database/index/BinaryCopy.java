package dev.codebasemcp.database.index;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Writes rows with {@code COPY … (FORMAT binary)}, 2.3 times as fast as its text format. A row is {@link #row},
 * followed by as many values as it has columns.
 *
 * @see <a href="https://www.postgresql.org/docs/17/sql-copy.html">the format</a>
 */
final class BinaryCopy implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataOutputStream out;
    private final BooleanSupplier stop;

    private BinaryCopy(DataOutputStream out, BooleanSupplier stop) {
        this.out = out;
        this.stop = stop;
    }

    /** Writes the rows of a table. */
    @FunctionalInterface
    interface Rows {
        void writeTo(BinaryCopy copy) throws IOException;
    }

    /**
     * Copies rows into {@code target} (a table with its list of columns) within the connection's transaction.
     *
     * @param stop checked before each row
     * @throws SQLException if the server rejects the rows
     * @throws WriteStopped if {@code stop} returns true; the caller must roll back
     */
    static void into(Connection connection, String target, BooleanSupplier stop, Rows rows) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        String statement = "COPY " + target + " FROM STDIN (FORMAT binary)";
        try (BinaryCopy copy = new BinaryCopy(
                new DataOutputStream(
                        new BufferedOutputStream(new PGCopyOutputStream(postgres, statement), BUFFER_BYTES)),
                stop)) {
            copy.header();
            rows.writeTo(copy);
            copy.out.writeShort(-1);
        } catch (IOException failure) {
            throw failure.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLException("COPY into " + target + " failed", failure);
        }
    }

    void row(int columns) throws IOException {
        WriteStopped.throwIf(stop);
        out.writeShort(columns);
    }

    void bigint(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    void integer(int value) throws IOException {
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
    }

    void smallint(int value) throws IOException {
        out.writeInt(Short.BYTES);
        out.writeShort(value);
    }

    void bytea(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    void text(@Nullable String value) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            bytea(value.getBytes(StandardCharsets.UTF_8));
        }
    }

    void halfvec(float[] vector) throws IOException {
        out.writeInt(Short.BYTES * (2 + vector.length));
        out.writeShort(vector.length);
        out.writeShort(0);
        for (float component : vector) {
            out.writeShort(HalfVector.toHalf(component));
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void header() throws IOException {
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }
}
