package dev.codebasemcp.quoting;

import java.util.Locale;

/**
 * Makes untrusted text safe to show. Characters that break a line, move a cursor, change the writing direction or are
 * invisible become escapes such as {@code \n} or {@code \}{@code u001b}. Stateless.
 */
public final class Quoted {
    /** The number of characters that {@link #brief} shows. */
    public static final int BRIEF = 200;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Characters that leave the end of an unquoted name clear. */
    private static final String PLAIN = "_-./+@~#$,=%&!^*(){}[]<>|;'?";

    private Quoted() {}

    /** Escapes {@code text} onto one line. */
    public static String line(String text) {
        return shown(text, false);
    }

    /** Escapes the beginning of {@code text} onto one line; a longer text is followed by its length. */
    public static String brief(String text) {
        return brief(text, BRIEF);
    }

    /** Like {@link #brief(String)} with a given limit, in characters. */
    public static String brief(String text, int limit) {
        return text.length() <= limit
                ? line(text)
                : line(start(text, limit)) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }

    /** Escapes {@code text} but keeps lines, tabs, and the invisible joiners that some scripts need. */
    public static String lines(String text) {
        return shown(text, true);
    }

    /** A name on one line, in quotation marks if it has blanks, colons or other ambiguous characters. */
    public static String name(String name) {
        return name.codePoints().allMatch(Quoted::isPlain) && !name.isEmpty()
                ? name
                : '"' + line(name.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** The first {@code limit} characters, without half of a surrogate pair. */
    public static String start(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        boolean splitsPair = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, splitsPair ? limit - 1 : limit);
    }

    private static boolean isPlain(int point) {
        return Character.isLetterOrDigit(point)
                || PLAIN.indexOf(point) >= 0
                || Character.getType(point) == Character.OTHER_SYMBOL;
    }

    private static String shown(String text, boolean asLines) {
        if (text.codePoints().allMatch(point -> isHarmless(point, asLines))) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isHarmless(point, asLines)) {
                shown.appendCodePoint(point);
            } else {
                escape(point, shown);
            }
        });
        return shown.toString();
    }

    private static boolean isHarmless(int point, boolean asLines) {
        if (asLines
                && (point == '\n' || point == '\t' || point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER)) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static void escape(int point, StringBuilder shown) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                for (char unit : Character.toChars(point)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        }
    }
}
