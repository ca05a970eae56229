package dev.codebasemcp.quoting;

import java.util.Locale;

/**
 * Text that others wrote, in a form that can be shown: nothing in it breaks a line, moves a cursor, turns the direction of
 * writing or is invisible. Such characters are shown as escapes such as {@code \n} or {@code \}{@code u001b}. Stateless.
 */
public final class Quoted {
    /** How many characters {@link #brief} shows. */
    public static final int BRIEF = 200;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** What may stand in a name without making a reader doubt where it ends. */
    private static final String PLAIN = "_-./+@~#$,=%&!^*(){}[]<>|;'?";

    private Quoted() {}

    /** All of {@code text} on one line. */
    public static String line(String text) {
        return shown(text, false);
    }

    /** The beginning of {@code text} on one line; a longer text is followed by its length. */
    public static String brief(String text) {
        return brief(text, BRIEF);
    }

    /** The same with a limit of one's own, in characters. */
    public static String brief(String text, int limit) {
        return text.length() <= limit
                ? line(text)
                : line(start(text, limit)) + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }

    /** {@code text} with its lines and tabs; invisible joiners, which some scripts need, stay too. */
    public static String lines(String text) {
        return shown(text, true);
    }

    /** A name on one line, in quotation marks if it could be taken for more than a name: one with blanks or colons. */
    public static String name(String name) {
        return name.codePoints().allMatch(Quoted::isPlain) && !name.isEmpty()
                ? name
                : '"' + line(name.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** The first {@code limit} characters; half a character is left out. */
    public static String start(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        boolean halves = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, halves ? limit - 1 : limit);
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
