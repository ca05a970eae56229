package dev.codebasemcp.database.index;

import java.io.ByteArrayOutputStream;

/**
 * The chunks of one segment that contain a term, in the format of the column {@code postings.data}.
 *
 * <p>Chunks are in ascending order of their ordinals in the segment. Each is the distance to the previous ordinal (for
 * the first, to -1), followed by the byte of {@link TermFrequencies}. The distance is a variable length integer: 7 bits
 * a byte, low bits first, with the high bit set if more bytes follow.
 */
public final class PostingList {
    private static final int LOW_BITS = 0x7f;
    private static final int MORE = 0x80;

    private PostingList() {}

    /** Receives the postings of a list in ascending order. */
    @FunctionalInterface
    public interface Visitor {
        /** One chunk: its ordinal in the segment and its packed {@link TermFrequencies}. */
        void posting(int ordinal, byte frequencies);
    }

    /** Decodes {@code data} in one pass. */
    public static void forEach(byte[] data, Visitor visitor) {
        int ordinal = -1;
        int position = 0;
        while (position < data.length) {
            int delta = 0;
            int shift = 0;
            byte next;
            do {
                next = data[position++];
                delta |= (next & LOW_BITS) << shift;
                shift += Byte.SIZE - 1;
            } while ((next & MORE) != 0);
            ordinal += delta;
            visitor.posting(ordinal, data[position++]);
        }
    }

    /** Collects the postings of one term. Not safe for threads. */
    public static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        private int last = -1;
        private int count;

        /**
         * Adds a chunk.
         *
         * @throws IllegalArgumentException if the ordinals do not ascend
         */
        public Builder add(int ordinal, byte frequencies) {
            if (ordinal <= last) {
                throw new IllegalArgumentException(ordinal + " after " + last);
            }
            int delta = ordinal - last;
            while (delta > LOW_BITS) {
                bytes.write((delta & LOW_BITS) | MORE);
                delta >>>= Byte.SIZE - 1;
            }
            bytes.write(delta);
            bytes.write(frequencies);
            last = ordinal;
            count++;
            return this;
        }

        /** Returns the number of added chunks. */
        public int documentFrequency() {
            return count;
        }

        /** Returns the encoded list. */
        public byte[] toBytes() {
            return bytes.toByteArray();
        }
    }
}
