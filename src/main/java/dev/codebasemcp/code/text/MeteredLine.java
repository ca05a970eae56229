package dev.codebasemcp.code.text;

/**
 * A line as a regular expression reads it, which may read so much of one file and no more: a pattern that goes back and forth
 * takes quadratic time, or worse, on lines that it was not written for. The meter counts, and asks no clock, so the outline of
 * a file is always the same. For one thread.
 */
public final class MeteredLine implements CharSequence {
    private long left;
    private String line = "";

    /** A meter that allows for so many characters to be read. */
    public MeteredLine(long characters) {
        this.left = characters;
    }

    /** Nothing more may be read of the file. */
    public static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Spent() {
            super(null, null, false, false);
        }
    }

    /** The next line. */
    public MeteredLine of(String content) {
        line = content;
        return this;
    }

    /** Whether all was read that may be. */
    public boolean isSpent() {
        return left < 0;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new Spent();
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
