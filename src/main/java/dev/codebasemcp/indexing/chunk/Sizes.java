package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.text.SourceText;

/** The numbers of characters in ranges of lines, in constant time. */
final class Sizes {
    private final long[] before;

    Sizes(SourceText text) {
        before = new long[text.lineCount() + 1];
        for (int line = 1; line <= text.lineCount(); line++) {
            before[line] = before[line - 1] + text.lineLength(line) + 1;
        }
    }

    /** The number of characters in some lines, joined by line breaks. */
    long of(int start, int end) {
        return before[end] - before[start - 1] - 1;
    }
}
