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
}
