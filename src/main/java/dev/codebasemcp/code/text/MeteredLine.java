package dev.codebasemcp.code.text;

/**
 * A line that limits how much regular expressions may read of one file. Backtracking can take quadratic time or worse on
 * unexpected lines. The meter counts characters instead of time, so a file always gets the same outline. Not thread-safe.
 */
public final class MeteredLine implements CharSequence {
    private long remaining;
    private String line = "";

    /** Creates a meter that allows this many characters to be read. */
    public MeteredLine(long characters) {
        this.remaining = characters;
    }

    /** Thrown when the limit of the file is reached. */
    public static final class LimitExceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitExceeded() {
            super(null, null, false, false);
        }
    }

    /** Sets the next line. */
    public MeteredLine of(String content) {
        line = content;
        return this;
    }

    /** Whether the limit was reached. */
    public boolean isSpent() {
        return remaining < 0;
    }

    @Override
    public char charAt(int index) {
        if (--remaining < 0) {
            throw new LimitExceeded();
        }
        return line.charAt(index);
    }

    @Override
    public int length() {
        return line.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return line.substring(start, end);
    }

    @Override
    public String toString() {
        return line;
    }
}
