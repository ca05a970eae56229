package dev.codebasemcp.indexing.content;

/** Masks passages of one text, in any order. Not thread-safe. */
final class Redactions {
    private static final char MASK = '*';

    private final String text;
    private char[] masked = {};
    private int count;

    Redactions(String text) {
        this.text = text;
    }

    void mask(int from, int to) {
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

    int maskedCharacters() {
        return count;
    }

    /** The text with each masked character replaced; the numbers of characters and lines stay the same. */
    String result() {
        return count == 0 ? text : new String(masked);
    }
}
