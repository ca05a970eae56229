package dev.codebasemcp.code.outline;

import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a source file: its definitions and comments.
 *
 * @param definitions in order of first line, outer before inner
 * @param comments the line ranges of pure comments, in order, without overlap
 * @param structured whether keys or elements structure the file, as their indentation shows
 * @param fault why the language's parser did not read the file; empty if it did, or if there is none
 */
public record Outline(
        List<Definition> definitions, List<LineRange> comments, boolean structured, Optional<String> fault) {
    /** An outline without any structure. */
    public static final Outline EMPTY = new Outline(List.of(), List.of(), false);

    public Outline {
        definitions = List.copyOf(definitions);
        comments = List.copyOf(comments);
    }

    /** An outline without a fault. */
    Outline(List<Definition> definitions, List<LineRange> comments, boolean structured) {
        this(definitions, comments, structured, Optional.empty());
    }

    /** The same outline, marked as made without the language's parser. */
    public Outline withFault(String cause) {
        return new Outline(definitions, comments, structured, Optional.of(cause));
    }

    /** Adds the definitions and comments of other lines of the same file. */
    public Outline with(Outline other) {
        List<Definition> all = new ArrayList<>(definitions);
        all.addAll(other.definitions);
        all.sort(Comparator.comparingInt(
                        (Definition definition) -> definition.lines().start())
                .thenComparing(definition -> -definition.lines().end()));
        List<LineRange> allComments = new ArrayList<>(comments);
        allComments.addAll(other.comments);
        allComments.sort(Comparator.comparingInt(LineRange::start));
        return new Outline(all, allComments, structured, fault.or(other::fault));
    }

    /** Whether a comment's first line starts a string that documents the definition above it, as in Python. */
    public static boolean isDocstring(String line) {
        String start = line.strip();
        int quote = start.length() > 1 && Character.isLetter(start.charAt(0)) ? 1 : 0;
        return start.startsWith("\"", quote) || start.startsWith("'", quote);
    }
}
