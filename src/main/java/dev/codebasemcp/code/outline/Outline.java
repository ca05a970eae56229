package dev.codebasemcp.code.outline;

import dev.codebasemcp.model.LineRange;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a source file: what it defines and where its comments are.
 *
 * @param definitions in order of their first line, an enclosing definition before those that it encloses
 * @param comments the ranges of lines that hold nothing but a comment, in order, without overlap
 * @param fault why the language's parser did not read the file, which was outlined without it; empty if it did or there is none
 */
public record Outline(List<Definition> definitions, List<LineRange> comments, Optional<String> fault) {
    /** Nothing is known of the structure. */
    public static final Outline EMPTY = new Outline(List.of(), List.of());

    public Outline {
        definitions = List.copyOf(definitions);
        comments = List.copyOf(comments);
    }

    /** What was found where nothing went wrong. */
    Outline(List<Definition> definitions, List<LineRange> comments) {
        this(definitions, comments, Optional.empty());
    }

    /** The same, found without the language's parser. */
    public Outline withFault(String cause) {
        return new Outline(definitions, comments, Optional.of(cause));
    }

    /** Whether a comment's first line shows a string that describes the definition above it, as in Python. */
    public static boolean isDocstring(String line) {
        String start = line.strip();
        int quote = start.length() > 1 && Character.isLetter(start.charAt(0)) ? 1 : 0;
        return start.startsWith("\"", quote) || start.startsWith("'", quote);
    }
}
