package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.indexing.content.EncodingGuess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides whether bytes are text, and decodes them. Tries byte order marks, then UTF-16 or UTF-32 if the NULs suggest it, then
 * UTF-8. Anything else gets the encoding that {@link EncodingGuess} finds, unless it is mostly valid UTF-8 with a few broken
 * bytes.
 */
final class TextDecoder {
    /** How many bytes to search for a NUL, as git and grep do. Later NULs are replaced. */
    static final int SNIFFED_BYTES = 8 << 10;

    private static final int UTF_8_MARK_BYTES = 3;
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final char REPLACEMENT = '\ufffd';
    /** Random bytes have 10 % control characters, text almost none. */
    private static final int MIN_CHARS_PER_CONTROL = 50;

    private TextDecoder() {}

    /**
     * A decoded text.
     *
     * @param text the text with NULs replaced
     * @param guessed the name of the encoding, if it was guessed from the bytes
     * @param utf8 whether the bytes are valid UTF-8, so that no declared encoding is needed
     */
    record Decoded(String text, Optional<String> guessed, boolean utf8) {
        private static Decoded of(String text, boolean utf8) {
            return new Decoded(withoutNul(text), Optional.empty(), utf8);
        }
    }

    /** Decodes {@code bytes}; empty if they are binary. */
    static Optional<Decoded> read(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return decodeUtf8(bytes, UTF_8_MARK_BYTES);
        }
        Optional<Charset> wide = UnicodeForm.of(bytes);
        return wide.map(form -> decodeAs(form, bytes)).orElseGet(() -> decodeUtf8(bytes, 0));
    }

    /** Decodes {@code bytes} in a known encoding; empty if they are not valid in it. */
    static Optional<Decoded> read(byte[] bytes, Charset known) {
        return EncodingGuess.fits(known, bytes) ? decodeAs(known, bytes) : Optional.empty();
    }

    /** Whether the first bytes of a file suffice to call it binary. */
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

    /** Decodes UTF-16 by hand: Java's decoder replaces the character after an unpaired surrogate too, even a line break. */
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

    /** PostgreSQL's type text cannot hold a NUL. */
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
