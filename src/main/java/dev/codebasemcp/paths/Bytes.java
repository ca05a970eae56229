package dev.codebasemcp.paths;

import java.nio.charset.StandardCharsets;

/** Converts text to strings with one character (0–255) per UTF-8 byte, because git matches names by bytes. */
public final class Bytes {
    private Bytes() {}

    /** Converts {@code text}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return of(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    /** Converts UTF-8 bytes. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
