package dev.codebasemcp.code.text;

import dev.codebasemcp.model.LineRange;

/** A range of bytes in a text; its end is exclusive. */
public record Span(int from, int to) {
    /** Whether {@code other} is completely inside. */
    public boolean contains(Span other) {
        return from <= other.from && other.to <= to;
    }

    /** The lines that it touches. A line break belongs to the line that it ends. */
    public LineRange lines(SourceText text) {
        int last = text.lineOfByte(Math.max(from, to - 1));
        return new LineRange(text.lineOfByte(from), last);
    }
}
