package dev.codebasemcp.embedding;

import dev.codebasemcp.code.terms.Identifiers;
import dev.codebasemcp.code.terms.Identifiers.PartSink;

/**
 * Splits text and code into words, as the lexical index does ({@link Identifiers}): {@code parseHTTPRequest2} becomes parse,
 * HTTP, Request and 2. In addition, each ideograph is a word, as in BERT's basic tokenisation.
 */
final class WordScanner {
    /** No ideograph comes before the radicals of Unicode. */
    private static final char FIRST_IDEOGRAPH = 0x2E80;

    private WordScanner() {}

    /** Sends the words of a text in order. */
    static void scan(String text, PartSink sink) {
        Identifiers.forEachPart(text, (from, to) -> cut(text, from, to, sink));
    }

    private static void cut(String text, int from, int to, PartSink sink) {
        int start = from;
        for (int i = from + 1; i < to; i++) {
            if (isIdeograph(text.charAt(i - 1)) || isIdeograph(text.charAt(i))) {
                sink.part(start, i);
                start = i;
            }
        }
        sink.part(start, to);
    }

    private static boolean isIdeograph(char c) {
        return c >= FIRST_IDEOGRAPH && Character.isIdeographic(c);
    }
}
