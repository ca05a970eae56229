package dev.codebasemcp.embedding;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A vector for each word piece, as 8-bit numbers with one scale per vector. The length of a vector is the weight of its piece.
 *
 * <p>The file is big-endian. It starts with six ints: magic, format, dimension, number of pieces, length of the name, and
 * length of the vocabulary. Then follow the name, the vocabulary (UTF-8, one piece per line), a float scale per piece, and the
 * vectors. The CRC-32 of all this comes last.
 */
final class StaticModel {
    private static final int MAGIC = 0x43424D56; // "CBMV"
    private static final int FORMAT = 1;
    private static final int HEADER_BYTES = 6 * Integer.BYTES;

    private final String name;
    private final int dimension;
    private final List<String> vocabulary;
    private final float[] scales;
    private final byte[] vectors;

    /** Takes ownership of the arrays: copying the vectors would double the loading time. */
    StaticModel(String name, int dimension, List<String> vocabulary, float[] scales, byte[] vectors) {
        if (scales.length != vocabulary.size() || vectors.length != vocabulary.size() * dimension) {
            throw new IllegalArgumentException(vocabulary.size() + " pieces of dimension " + dimension + ", but "
                    + scales.length + " scales and " + vectors.length + " vector bytes");
        }
        this.name = name;
        this.dimension = dimension;
        this.vocabulary = List.copyOf(vocabulary);
        this.scales = scales;
        this.vectors = vectors;
    }

    String name() {
        return name;
    }

    int dimension() {
        return dimension;
    }

    /** The pieces in the order of their ids. */
    List<String> vocabulary() {
        return vocabulary;
    }

    void addTo(float[] sum, int piece) {
        float scale = scales[piece];
        int offset = piece * dimension;
        for (int i = 0; i < dimension; i++) {
            sum[i] += scale * vectors[offset + i];
        }
    }

    static StaticModel read(InputStream in) throws IOException {
        byte[] file = in.readAllBytes();
        checkIntact(file);
        try {
            return parse(ByteBuffer.wrap(file));
        } catch (BufferUnderflowException | IllegalArgumentException inconsistent) {
            throw new IOException("The model file is inconsistent: " + inconsistent.getMessage(), inconsistent);
        }
    }

    private static void checkIntact(byte[] file) throws IOException {
        if (file.length < HEADER_BYTES + Integer.BYTES) {
            throw new IOException("The model file is truncated: " + file.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(file);
        if (buffer.getInt() != MAGIC) {
            throw new IOException("Not a model file: it does not start with CBMV");
        }
        int format = buffer.getInt();
        if (format != FORMAT) {
            throw new IOException("The model file has format " + format + ", but this version reads " + FORMAT);
        }
        int end = file.length - Integer.BYTES;
        if (checksum(file, end) != buffer.getInt(end)) {
            throw new IOException(
                    "The model file is damaged or truncated: wrong checksum of " + file.length + " bytes");
        }
    }

    private static StaticModel parse(ByteBuffer buffer) {
        buffer.position(2 * Integer.BYTES);
        int dimension = buffer.getInt();
        int pieces = buffer.getInt();
        int nameBytes = buffer.getInt();
        int vocabularyBytes = buffer.getInt();
        String name = text(buffer, nameBytes);
        List<String> vocabulary = List.of(text(buffer, vocabularyBytes).split("\n", -1));
        float[] scales = new float[pieces];
        buffer.asFloatBuffer().get(scales);
        buffer.position(buffer.position() + pieces * Float.BYTES);
        byte[] vectors = new byte[pieces * dimension];
        buffer.get(vectors);
        return new StaticModel(name, dimension, vocabulary, scales, vectors);
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes the file that {@link #read} reads; deterministic. */
    void write(OutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] pieces = String.join("\n", vocabulary).getBytes(StandardCharsets.UTF_8);
        for (int value : new int[] {MAGIC, FORMAT, dimension, scales.length, nameBytes.length, pieces.length}) {
            data.writeInt(value);
        }
        data.write(nameBytes);
        data.write(pieces);
        for (float scale : scales) {
            data.writeFloat(scale);
        }
        data.write(vectors);
        data.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        bytes.writeTo(out);
    }

    private static int checksum(byte[] file, int length) {
        CRC32 crc = new CRC32();
        crc.update(file, 0, length);
        return (int) crc.getValue();
    }
}
