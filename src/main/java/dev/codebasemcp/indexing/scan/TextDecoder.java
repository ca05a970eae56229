package dev.codebasemcp.indexing.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides whether bytes are text, and decodes them: by byte order mark, as UTF-16 if every other byte is NUL, as UTF-8,
 * and what is not UTF-8 as windows-1252 unless it is mostly good UTF-8 with some broken bytes.
 */
final class TextDecoder {
    /** How far a NUL is looked for, as git and grep do; a NUL after it is cleaned. */
    static final int SNIFFED_BYTES = 8 << 10;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final char REPLACEMENT = '\ufffd';
    /** Random bytes have 10 % control characters, text next to none. */
    private static final int MIN_CHARS_PER_CONTROL = 50;

    private TextDecoder() {}

    /** The text, with NULs replaced; empty if {@code bytes} are binary. */
    static Optional<String> decode(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return decodeUtf8(bytes, 3);
        }
        if (startsWith(bytes, 0xff, 0xfe)) {
            return decodeUtf16(bytes, ByteOrder.LITTLE_ENDIAN, 2);
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return decodeUtf16(bytes, ByteOrder.BIG_ENDIAN, 2);
        }
        Optional<ByteOrder> utf16 = unmarkedUtf16(bytes);
        return utf16.isPresent() ? decodeUtf16(bytes, utf16.get(), 0) : decodeUtf8(bytes, 0);
    }

    /** Whether the first bytes of a file already show that the rest need not be read. */
    static boolean looksBinary(byte[] head) {
        return hasNul(head)
                && !startsWith(head, 0xff, 0xfe)
                && !startsWith(head, 0xfe, 0xff)
                && unmarkedUtf16(head).isEmpty();
    }

    private static Optional<String> decodeUtf8(byte[] bytes, int start) {
        if (hasNul(bytes)) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.wrap(bytes, start, bytes.length - start);
        Optional<String> strict = decodeStrictly(content.duplicate());
        return strict.isPresent() ? strict.map(TextDecoder::withoutNul) : decodeBroken(content);
    }

    private static Optional<String> decodeBroken(ByteBuffer bytes) {
        CharBuffer lenient = StandardCharsets.UTF_8.decode(bytes.duplicate());
        long broken = lenient.chars().filter(c -> c == REPLACEMENT).count();
        long good = lenient.chars().filter(c -> c > 0x7f && c != REPLACEMENT).count();
        String text =
                good >= broken ? lenient.toString() : WINDOWS_1252.decode(bytes).toString();
        return isMostlyText(text) ? Optional.of(withoutNul(text)) : Optional.empty();
    }

    private static Optional<String> decodeUtf16(byte[] bytes, ByteOrder order, int start) {
        StringBuilder text = new StringBuilder(ByteBuffer.wrap(bytes, start, bytes.length - start)
                .slice()
                .order(order)
                .asCharBuffer());
        // Java's decoder would replace an unpaired surrogate together with the character after it, even a line break.
        for (int i = 0; i < text.length(); i++) {
            if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        String cleaned = text.toString();
        return isMostlyText(cleaned) ? Optional.of(withoutNul(cleaned)) : Optional.empty();
    }

    /** UTF-16 shows in mostly ASCII text: one byte of nearly each pair is NUL, the other nearly never. */
    private static Optional<ByteOrder> unmarkedUtf16(byte[] bytes) {
        int pairs = Math.min(bytes.length, SNIFFED_BYTES) / 2;
        int[] nuls = new int[2];
        for (int i = 0; i < pairs * 2; i++) {
            nuls[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        if (pairs < 2 || bytes.length % 2 != 0) {
            return Optional.empty();
        }
        if (nuls[1] * 10 >= pairs * 7 && nuls[0] == 0) {
            return Optional.of(ByteOrder.LITTLE_ENDIAN);
        }
        return nuls[0] * 10 >= pairs * 7 && nuls[1] == 0 ? Optional.of(ByteOrder.BIG_ENDIAN) : Optional.empty();
    }

    private static Optional<String> decodeStrictly(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isMostlyText(String text) {
        long controls = text.chars()
                .filter(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\u001b')
                .count();
        return controls * MIN_CHARS_PER_CONTROL <= text.length();
    }

    /** PostgreSQL's text cannot hold a NUL. */
    private static String withoutNul(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', REPLACEMENT);
    }

    private static boolean hasNul(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, SNIFFED_BYTES); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
