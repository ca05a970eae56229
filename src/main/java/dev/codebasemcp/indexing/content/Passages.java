package dev.codebasemcp.indexing.content;

/** Marks passages of a text, in any order, and hides them. For one text and one thread. */
final class Passages {
    private static final char MASK = '*';

    private final String text;
    private char[] masked = {};
    private int count;

    Passages(String text) {
        this.text = text;
    }

    /** Hides what lies between two offsets. */
    void hide(int from, int to) {
        if (masked.length == 0) {
            masked = text.toCharArray();
        }
        for (int i = from; i < to; i++) {
            if (masked[i] != MASK && !Character.isWhitespace(masked[i])) {
                masked[i] = MASK;
                count++;
            }
        }
    }

    /** How many characters are hidden. */
    int hidden() {
        return count;
    }

    /** The text with each hidden character replaced; as many characters and lines as before. */
    String result() {
        return count == 0 ? text : new String(masked);
    }
}
