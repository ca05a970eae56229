package dev.codebasemcp.indexing.scan;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a directory entry as text.
 *
 * <p>Java decodes names in the locale's encoding. In the locale C, which a client may well set, that loses all non-ASCII names.
 * A path's URI preserves the bytes, so such names are decoded from there as UTF-8.
 *
 * @param text the name; if it is not UTF-8 or has control characters, those bytes as {@code \xNN}
 * @param representable whether {@code text} is the exact name
 */
record EntryName(String text, boolean representable) {
    private static final int DELETE = 0x7f;

    static EntryName of(Path entry) {
        Path name = entry.getFileName();
        String text = name == null ? "" : name.toString();
        return isPlain(text) ? new EntryName(text, true) : ofBytes(bytes(entry));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= DELETE) {
                return false;
            }
        }
        return true;
    }

    private static EntryName ofBytes(byte[] bytes) {
        return decode(bytes)
                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                .map(text -> new EntryName(text, true))
                .orElseGet(() -> new EntryName(escape(bytes), false));
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** The bytes of the last component, from the percent-encoding of the path's URI. */
    private static byte[] bytes(Path entry) {
        URI uri = entry.toUri();
        String raw = uri.getRawPath();
        String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        ByteBuffer bytes = ByteBuffer.allocate(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(name, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.put((byte) name.charAt(i));
            }
        }
        byte[] result = new byte[bytes.position()];
        bytes.get(0, result);
        return result;
    }

    private static String escape(byte[] bytes) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            int value = Byte.toUnsignedInt(b);
            if (value >= ' ' && value < DELETE) {
                escaped.append((char) value);
            } else {
                escaped.append(String.format(Locale.ROOT, "\\x%02x", value));
            }
        }
        return escaped.toString();
    }
}
