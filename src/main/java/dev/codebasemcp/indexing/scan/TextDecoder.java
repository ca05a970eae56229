package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.indexing.content.EncodingGuess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides whether bytes are text, and decodes them: by byte order mark, as UTF-16 or UTF-32 if NULs show it, as UTF-8, and
 * what is not UTF-8 by the encoding that {@link EncodingGuess} finds, unless it is mostly good UTF-8 with some broken bytes.
 */
final class TextDecoder {
    /** How far a NUL is looked for, as git and grep do; a NUL after it is cleaned. */
    static final int SNIFFED_BYTES = 8 << 10;

    private static final int MARK_OF_UTF_8 = 3;
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final char REPLACEMENT = '\ufffd';
    /** Random bytes have 10 % control characters, text next to none. */
    private static final int MIN_CHARS_PER_CONTROL = 50;

    private TextDecoder() {}

    /**
     * A text.
     *
     * @param text with NULs replaced
     * @param guessed the name of the encoding, if nothing but the bytes tell it
     * @param utf8 whether the bytes are good UTF-8, so that nobody need say in what encoding they are
     */
    record Decoded(String text, Optional<String> guessed, boolean utf8) {
        private static Decoded of(String text, boolean utf8) {
            return new Decoded(withoutNul(text), Optional.empty(), utf8);
        }
    }

    /** The text; empty if {@code bytes} are binary. */
    static Optional<Decoded> read(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return decodeUtf8(bytes, MARK_OF_UTF_8);
        }
        Optional<Charset> wide = UnicodeForm.of(bytes);
        return wide.map(form -> decodeAs(form, bytes)).orElseGet(() -> decodeUtf8(bytes, 0));
    }

    /** The text in an encoding that is known; empty if {@code bytes} are none in it. */
    static Optional<Decoded> read(byte[] bytes, Charset known) {
        return EncodingGuess.fits(known, bytes) ? decodeAs(known, bytes) : Optional.empty();
    }

    /** Whether the first bytes of a file already show that the rest need not be read. */
    static boolean looksBinary(byte[] head) {
        return hasNul(head) && UnicodeForm.of(head).isEmpty();
    }

    private static Optional<Decoded> decodeUtf8(byte[] bytes, int start) {
        if (hasNul(bytes)) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.wrap(bytes, start, bytes.length - start);
        Optional<String> strict = decodeStrictly(content.duplicate());
        return strict.isPresent() ? strict.map(text -> Decoded.of(text, true)) : decodeBroken(content, bytes);
    }

    private static Optional<Decoded> decodeBroken(ByteBuffer content, byte[] bytes) {
        String lenient = StandardCharsets.UTF_8.decode(content).toString();
        long broken = lenient.chars().filter(c -> c == REPLACEMENT).count();
        long good = lenient.chars().filter(c -> c > 0x7f && c != REPLACEMENT).count();
        if (good >= broken) {
            return isMostlyText(lenient) ? Optional.of(Decoded.of(lenient, false)) : Optional.empty();
        }
        Optional<Charset> declared = EncodingGuess.declared(bytes);
        Charset charset = declared.orElseGet(() -> EncodingGuess.guessed(bytes));
        Optional<String> guessed = declared.isPresent() ? Optional.empty() : Optional.of(charset.name());
        String text = withoutNul(new String(bytes, charset));
        return isMostlyText(text) ? Optional.of(new Decoded(text, guessed, false)) : Optional.empty();
    }

    /** Java's decoder of UTF-16 replaces an unpaired surrogate together with the character after it, even a line break. */
    private static Optional<Decoded> decodeAs(Charset charset, byte[] bytes) {
        String text = UnicodeForm.isUtf16(charset) ? utf16(charset, bytes) : new String(bytes, charset);
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return isMostlyText(unmarked) ? Optional.of(Decoded.of(unmarked, false)) : Optional.empty();
    }

    private static String utf16(Charset charset, byte[] bytes) {
        ByteOrder order = charset.equals(StandardCharsets.UTF_16LE) ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        StringBuilder text =
                new StringBuilder(ByteBuffer.wrap(bytes).order(order).asCharBuffer());
        for (int i = 0; i < text.length(); i++) {
            if (i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        return text.toString();
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
