package dev.codebasemcp.code;

import dev.codebasemcp.model.LineRange;
import java.util.List;

/**
 * The structure of a source file: what it defines and where its comments are.
 *
 * @param definitions in order of their first line, an enclosing definition before those that it encloses
 * @param comments the ranges of lines that hold nothing but a comment, in order, without overlap
 */
public record Outline(List<Definition> definitions, List<LineRange> comments) {
    /** Nothing is known of the structure. */
    public static final Outline EMPTY = new Outline(List.of(), List.of());

    public Outline {
        definitions = List.copyOf(definitions);
        comments = List.copyOf(comments);
    }

    /** Whether a comment's first line shows a string that describes the definition above it, as in Python. */
    public static boolean isDocstring(String line) {
        String start = line.strip();
        int quote = start.length() > 1 && Character.isLetter(start.charAt(0)) ? 1 : 0;
        return start.startsWith("\"", quote) || start.startsWith("'", quote);
    }
}
