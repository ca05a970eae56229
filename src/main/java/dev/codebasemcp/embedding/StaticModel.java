package dev.codebasemcp.embedding;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;

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
    private static final int BUFFER_BYTES = 1 << 14;
    /** Much larger than any model that fits the memory of this program. */
    private static final int MAX_BYTES = 64 << 20;

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

    /** Reads straight into the final arrays: a copy of the whole file first would double the memory of a start. */
    static StaticModel read(InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(in, BUFFER_BYTES), new CRC32());
        DataInputStream data = new DataInputStream(checked);
        try {
            return parse(data, checked.getChecksum());
        } catch (EOFException early) {
            throw new IOException("The model file is truncated", early);
        } catch (IllegalArgumentException inconsistent) {
            throw new IOException("The model file is inconsistent: " + inconsistent.getMessage(), inconsistent);
        }
    }

    private static StaticModel parse(DataInputStream data, Checksum checksum) throws IOException {
        if (data.readInt() != MAGIC) {
            throw new IOException("Not a model file: it does not start with CBMV");
        }
        int format = data.readInt();
        if (format != FORMAT) {
            throw new IOException("The model file has format " + format + ", but this version reads " + FORMAT);
        }
        int dimension = data.readInt();
        int pieces = data.readInt();
        int nameBytes = data.readInt();
        int vocabularyBytes = data.readInt();
        String name = text(data, nameBytes);
        List<String> vocabulary = List.of(text(data, vocabularyBytes).split("\n", -1));
        float[] scales = new float[bounded((long) pieces * Float.BYTES) / Float.BYTES];
        ByteBuffer.wrap(read(data, (long) pieces * Float.BYTES)).asFloatBuffer().get(scales);
        byte[] vectors = read(data, (long) pieces * dimension);
        int computed = (int) checksum.getValue();
        if (data.readInt() != computed || data.read() >= 0) {
            throw new IOException("The model file is damaged: wrong checksum");
        }
        return new StaticModel(name, dimension, vocabulary, scales, vectors);
    }

    private static String text(DataInputStream data, int length) throws IOException {
        return new String(read(data, length), StandardCharsets.UTF_8);
    }

    private static byte[] read(DataInputStream data, long length) throws IOException {
        byte[] bytes = new byte[bounded(length)];
        data.readFully(bytes);
        return bytes;
    }

    /** The sizes in a damaged file may be anything. */
    private static int bounded(long length) throws IOException {
        if (length < 0 || length > MAX_BYTES) {
            throw new IOException("The model file is damaged: a part of it would have " + length + " bytes");
        }
        return (int) length;
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
