package dev.codebasemcp.clients;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text is laid out, so that what is added looks like the rest.
 *
 * @param newline ends a line
 * @param unit one level of indentation
 */
record Layout(String newline, String unit) {
    private static final Pattern INDENTED = Pattern.compile("(?m)^(\t| {2,8})\\S");

    /** Recognizes the layout; a text without lines gets line feeds and two blanks. */
    static Layout of(String text) {
        int end = text.indexOf('\n');
        String newline = end > 0 && text.charAt(end - 1) == '\r' ? "\r\n" : "\n";
        Matcher first = INDENTED.matcher(text);
        return new Layout(newline, first.find() ? first.group(1) : "  ");
    }

    /** Returns the blanks that the line around {@code offset} begins with. */
    static String indentationAt(String text, int offset) {
        int start = lineStart(text, offset);
        int end = start;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    /** Returns where the line around {@code offset} begins. */
    static int lineStart(String text, int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** Returns where the line after the one around {@code offset} begins, or the end of the text. */
    static int nextLine(String text, int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    /** Returns the text with the end of its last line, or nothing if it is empty. */
    String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + newline;
    }
}
