package dev.codebasemcp.code.text;

import dev.codebasemcp.model.LineRange;

/** A range of bytes in a text, its end exclusive. */
public record Span(int from, int to) {
    /** Whether all of {@code other} lies in it. */
    public boolean contains(Span other) {
        return from <= other.from && other.to <= to;
    }

    /** The lines that it touches. A line break at its end belongs to the line that it ends. */
    public LineRange lines(SourceText text) {
        int last = text.lineOfByte(Math.max(from, to - 1));
        return new LineRange(text.lineOfByte(from), last);
    }
}
