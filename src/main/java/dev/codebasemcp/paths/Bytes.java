package dev.codebasemcp.paths;

import java.nio.charset.StandardCharsets;

/** Text as strings of one character (0–255) per byte of UTF-8, because git matches names by bytes. */
public final class Bytes {
    private Bytes() {}

    /** The bytes of {@code text}. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return of(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    /** The same of text in UTF-8. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
