package dev.codebasemcp.indexing.content;

/**
 * Finds lines too long to be written by hand. Such a line is either code that a tool packed, or data: an image, a table, a
 * source map. A text with little else is minified. In any other text, {@link #cut} shortens these lines and keeps the rest as
 * source.
 */
public final class LongLines {
    /** No formatter leaves longer lines, except sentences. */
    private static final int LONG = 500;
    /** The limit for sentences. */
    private static final int MAX_SENTENCES = 10_000;
    /** {@link #cut} shortens longer lines. */
    private static final int CUT = 2_000;

    private static final int HEAD = 500;
    private static final int TAIL = 100;
    private static final char ELLIPSIS = '\u2026';

    private static final int SHORTEST_MINIFIED = 8 << 10;
    /** Less text than this beside long lines is a licence comment or the start of a document. */
    private static final int LEAST_SOURCE = 400;
    /** In sentences, at least one in this many characters is a space or belongs to a script without spaces. */
    private static final int LETTERS_PER_SPACE = 8;
    /** In packed code, at least one in this many characters ends a statement or opens a call. */
    private static final int CHARACTERS_PER_STATEMENT = 50;

    private static final String QUOTES = "\"'`";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String text;
    private int sourceChars;
    private int packedChars;
    private int dataChars;
    private boolean hasOverlong;

    private LongLines(String text) {
        this.text = text;
    }

    /** Classifies the lines of a text. */
    public static LongLines of(String text) {
        LongLines lines = new LongLines(text);
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            lines.classify(start, end);
            start = end + 1;
        }
        return lines;
    }

    /** Whether almost nothing of the text was written by hand. */
    public boolean isMinified() {
        return text.length() > SHORTEST_MINIFIED
                && packedChars + dataChars > 0
                && (packedChars > 2 * sourceChars
                        || (sourceChars < LEAST_SOURCE && packedChars + dataChars > sourceChars));
    }

    /** The text without the middle of its long lines. Keeps the number of lines, and brackets and quotes in pairs. */
    public String cut() {
        if (!hasOverlong) {
            return text;
        }
        StringBuilder cut = new StringBuilder(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            if (end - start > CUT && !isSentences(start, end)) {
                appendCut(cut, text.substring(start, end));
            } else {
                cut.append(text, start, end);
            }
            cut.append(text, end, Math.min(end + 1, text.length()));
            start = end + 1;
        }
        return cut.toString();
    }

    private static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private void classify(int start, int end) {
        int length = end - start;
        if (length <= LONG || isSentences(start, end)) {
            sourceChars += length;
            return;
        }
        hasOverlong |= length > CUT;
        int statements = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            statements += c == ';' || c == '(' ? 1 : 0;
        }
        if (statements * CHARACTERS_PER_STATEMENT > length) {
            packedChars += length;
        } else {
            dataChars += length;
        }
    }

    private boolean isSentences(int start, int end) {
        int spaces = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            spaces += c == ' ' || c > 0x2fff ? 1 : 0;
        }
        return end - start <= MAX_SENTENCES && spaces * LETTERS_PER_SPACE > end - start;
    }

    private static void appendCut(StringBuilder cut, String line) {
        int start = headEnd(line);
        Nesting from = new Nesting();
        from.read(line, 0, start);
        Nesting at = new Nesting(from);
        int end = start;
        for (int i = start; i < line.length() - TAIL; i++) {
            at.read(line, i, i + 1);
            boolean whole = line.charAt(i) != '\\' && !Character.isHighSurrogate(line.charAt(i));
            end = whole && at.matches(from) ? i + 1 : end;
        }
        // If no later position has the same nesting as the head, two unbalanced pieces still beat the whole line.
        int resume = end - start < line.length() / 2 ? line.length() - TAIL : end;
        int whole = Character.isLowSurrogate(line.charAt(resume)) ? resume + 1 : resume;
        int tail = line.length() - whole > CUT ? line.length() - TAIL : whole;
        cut.append(line, 0, start).append(ELLIPSIS).append(line, tail, line.length());
    }

    /** The end of the head of a line that is cut. Never splits a character; avoids a backslash before the cut. */
    private static int headEnd(String line) {
        int end = HEAD;
        while (end < HEAD + TAIL && (line.charAt(end - 1) == '\\' || Character.isLowSurrogate(line.charAt(end)))) {
            end++;
        }
        return end;
    }

    /** A position within a line: the open quote, and the number of open brackets. */
    private static final class Nesting {
        private char quote;
        private int depth;

        Nesting() {}

        Nesting(Nesting other) {
            quote = other.quote;
            depth = other.depth;
        }

        void read(String line, int from, int to) {
            for (int i = from; i < to; i++) {
                read(line.charAt(i), i > 0 && line.charAt(i - 1) == '\\');
            }
        }

        private void read(char c, boolean escaped) {
            if (QUOTES.indexOf(c) >= 0) {
                boolean delimits = !escaped && (quote == 0 || quote == c);
                quote = delimits ? (char) (quote ^ c) : quote;
            } else if (quote == 0) {
                depth += OPENING.indexOf(c) >= 0 ? 1 : 0;
                depth -= CLOSING.indexOf(c) >= 0 ? 1 : 0;
            }
        }

        boolean matches(Nesting other) {
            return quote == other.quote && depth == other.depth;
        }
    }
}
