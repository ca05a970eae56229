package dev.codebasemcp.model;

/**
 * A non-empty range of lines of a file.
 *
 * @param start the first line, counted from 1
 * @param end the last line, inclusive
 */
public record LineRange(int start, int end) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the range is empty or starts before line 1
     */
    public LineRange {
        if (start < 1 || end < start) {
            throw new IllegalArgumentException("not a range of lines: " + start + "-" + end);
        }
    }

    /** The number of lines. */
    public int length() {
        return end - start + 1;
    }

    /** Whether a line, counted from 1, is in this range. */
    public boolean contains(int line) {
        return start <= line && line <= end;
    }

    /** Whether all lines of {@code other} are in this range. */
    public boolean contains(LineRange other) {
        return start <= other.start && other.end <= end;
    }

    /** Whether the two ranges share a line. */
    public boolean overlaps(LineRange other) {
        return start <= other.end && other.start <= end;
    }
}
