package dev.codebasemcp.indexing.scan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Detects UTF-16 and UTF-32 by byte order marks and by the positions of NULs. */
final class UnicodeForm {
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
    private static final int WIDEST = 4;
    /** In mostly ASCII text, at least this many in ten code units contain a NUL. */
    private static final int ASCII_IN_TEN = 7;
    /** In text of one alphabet, at least this many in a hundred characters are spaces and line breaks. */
    private static final int SPACES_IN_HUNDRED = 5;

    private UnicodeForm() {}

    static boolean isUtf16(Charset charset) {
        return charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE);
    }

    /** The encoding that the first bytes of a text show; empty if it is neither. */
    static Optional<Charset> of(byte[] bytes) {
        return marked(bytes).or(() -> unmarked(bytes));
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (begins(bytes, 0xff, 0xfe, 0, 0)) {
            return Optional.of(UTF_32LE);
        }
        if (begins(bytes, 0, 0, 0xfe, 0xff)) {
            return Optional.of(UTF_32BE);
        }
        if (begins(bytes, 0xff, 0xfe)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return begins(bytes, 0xfe, 0xff) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int... mark) {
        boolean begins = bytes.length >= mark.length;
        for (int i = 0; begins && i < mark.length; i++) {
            begins = Byte.toUnsignedInt(bytes[i]) == mark[i];
        }
        return begins;
    }

    private static Optional<Charset> unmarked(byte[] bytes) {
        int length = Math.min(bytes.length, TextDecoder.SNIFFED_BYTES) / WIDEST * WIDEST;
        int[] nuls = new int[WIDEST];
        for (int i = 0; i < length; i++) {
            nuls[i % WIDEST] += bytes[i] == 0 ? 1 : 0;
        }
        int units = length / WIDEST;
        if (units == 0 || bytes.length % 2 != 0) {
            return Optional.empty();
        }
        return utf32(nuls, units).or(() -> utf16(bytes, length, nuls[0] + nuls[2], nuls[1] + nuls[3]));
    }

    private static Optional<Charset> utf32(int[] nuls, int units) {
        if (nuls[0] == 0 && nuls[3] == units && nuls[2] * 10 >= units * ASCII_IN_TEN) {
            return Optional.of(UTF_32LE);
        }
        boolean big = nuls[3] == 0 && nuls[0] == units && nuls[1] * 10 >= units * ASCII_IN_TEN;
        return big ? Optional.of(UTF_32BE) : Optional.empty();
    }

    private static Optional<Charset> utf16(byte[] bytes, int length, int even, int odd) {
        if (even == 0 && isHighHalf(bytes, length, 1, odd)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return odd == 0 && isHighHalf(bytes, length, 0, even)
                ? Optional.of(StandardCharsets.UTF_16BE)
                : Optional.empty();
    }

    /** Whether every second byte is NUL or one other value, as in ASCII with words of one alphabet. */
    private static boolean isHighHalf(byte[] bytes, int length, int from, int nuls) {
        int units = length / 2;
        if (nuls * 10 >= units * ASCII_IN_TEN) {
            return true;
        }
        int[] counts = new int[1 << Byte.SIZE];
        int most = 0;
        for (int i = from; i < length; i += 2) {
            int value = Byte.toUnsignedInt(bytes[i]);
            counts[value]++;
            most = value == 0 ? most : Math.max(most, counts[value]);
        }
        return nuls * 100 >= units * SPACES_IN_HUNDRED && (nuls + most) * 100 >= units * 95;
    }
}
