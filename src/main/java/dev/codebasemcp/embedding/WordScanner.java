package dev.codebasemcp.embedding;

/**
 * Splits text and code into words: {@code parseHTTPRequest2} becomes parse, HTTP, Request and 2.
 *
 * <p>A word is a run of letters or of digits. It also ends where a change of case starts the next part of an identifier. Each
 * ideograph is a word, as in BERT's basic tokenisation. Everything else separates words and is dropped.
 */
final class WordScanner {
    private static final int GAP = 0;
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 3;
    private static final int IDEOGRAPH = 4;
    private static final int MARK = 5;

    /** Receives the words of a text in order. */
    @FunctionalInterface
    interface Sink {
        /** Takes the word {@code text[from, to)}; must not keep the array. */
        void word(char[] text, int from, int to);
    }

    private WordScanner() {}

    static void scan(char[] text, Sink sink) {
        int from = 0;
        int previousAt = 0;
        int previous = GAP;
        int next;
        for (int at = 0; at < text.length; at = next) {
            char c = text[at];
            boolean ascii = c < 0x80;
            int codePoint = ascii ? c : Character.codePointAt(text, at);
            next = at + (ascii ? 1 : Character.charCount(codePoint));
            int kind = ascii ? asciiKind(c) : kind(codePoint);
            if (kind == MARK) {
                continue;
            }
            int cut = cut(previous, kind, from, previousAt, at);
            if (cut > from && previous != GAP) {
                sink.word(text, from, cut);
            }
            from = cut;
            previousAt = at;
            previous = kind;
        }
        if (previous != GAP) {
            sink.word(text, from, text.length);
        }
    }

    /** The end of the current word and start of the next; {@code from} if the word continues. */
    private static int cut(int previous, int kind, int from, int previousAt, int at) {
        if (previous == UPPER && kind == LOWER) {
            return previousAt;
        }
        return previous == kind && kind != IDEOGRAPH ? from : at;
    }

    private static int asciiKind(char c) {
        if (c >= 'a' && c <= 'z') {
            return LOWER;
        }
        if (c >= 'A' && c <= 'Z') {
            return UPPER;
        }
        return c >= '0' && c <= '9' ? DIGIT : GAP;
    }

    private static int kind(int codePoint) {
        if (Character.isIdeographic(codePoint)) {
            return IDEOGRAPH;
        }
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> UPPER;
            case Character.LOWERCASE_LETTER, Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LOWER;
            case Character.DECIMAL_DIGIT_NUMBER -> DIGIT;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> MARK;
            default -> GAP;
        };
    }
}
