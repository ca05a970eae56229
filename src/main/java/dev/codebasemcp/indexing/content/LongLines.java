package dev.codebasemcp.indexing.content;

/**
 * The lines of a text that are too long to be written by hand. Such a line is either code that a tool packed, or data: an
 * image, a table, a source map. A text of little else is minified; else the lines are cut and the rest is source.
 */
public final class LongLines {
    /** No formatter leaves lines of this length that are not sentences. */
    private static final int LONG = 500;
    /** Even sentences are not that long. */
    private static final int LONG_SENTENCES = 10_000;
    /** Longer lines are cut. */
    private static final int CUT = 2_000;

    private static final int HEAD = 500;
    private static final int TAIL = 100;
    private static final char ELLIPSIS = '\u2026';

    private static final int SHORTEST_MINIFIED = 8 << 10;
    /** So little beside long lines is a comment about a licence or the start of a document. */
    private static final int LEAST_SOURCE = 400;
    /** Of sentences, one character in so many is a space, or of a script without spaces. */
    private static final int LETTERS_PER_SPACE = 8;
    /** Of packed code, one character in so many ends a statement or a call. */
    private static final int CHARACTERS_PER_STATEMENT = 50;

    private static final String QUOTES = "\"'`";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final String text;
    private int source;
    private int packed;
    private int data;
    private boolean over;

    private LongLines(String text) {
        this.text = text;
    }

    /** Looks at the lines of a text. */
    public static LongLines of(String text) {
        LongLines lines = new LongLines(text);
        int start = 0;
        while (start < text.length()) {
            int end = lineEnd(text, start);
            lines.weigh(start, end);
            start = end + 1;
        }
        return lines;
    }

    /** Whether next to nothing of the text was written by hand. */
    public boolean isMinified() {
        return text.length() > SHORTEST_MINIFIED
                && packed + data > 0
                && (packed > 2 * source || (source < LEAST_SOURCE && packed + data > source));
    }

    /** The text with the middle of long lines left out; as many lines as before, and brackets and quotes in pairs. */
    public String cut() {
        if (!over) {
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

    private void weigh(int start, int end) {
        int length = end - start;
        if (length <= LONG || isSentences(start, end)) {
            source += length;
            return;
        }
        over |= length > CUT;
        int statements = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            statements += c == ';' || c == '(' ? 1 : 0;
        }
        if (statements * CHARACTERS_PER_STATEMENT > length) {
            packed += length;
        } else {
            data += length;
        }
    }

    private boolean isSentences(int start, int end) {
        int spaces = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            spaces += c == ' ' || c > 0x2fff ? 1 : 0;
        }
        return end - start <= LONG_SENTENCES && spaces * LETTERS_PER_SPACE > end - start;
    }

    private static void appendCut(StringBuilder cut, String line) {
        int start = headEnd(line);
        Place from = new Place();
        from.read(line, 0, start);
        Place at = new Place(from);
        int end = start;
        for (int i = start; i < line.length() - TAIL; i++) {
            at.read(line, i, i + 1);
            boolean whole = line.charAt(i) != '\\' && !Character.isHighSurrogate(line.charAt(i));
            end = whole && at.isLike(from) ? i + 1 : end;
        }
        // Where no place is like the one at the start, a line in two pieces is better than all of it.
        int resume = end - start < line.length() / 2 ? line.length() - TAIL : end;
        int whole = Character.isLowSurrogate(line.charAt(resume)) ? resume + 1 : resume;
        int most = line.length() - whole > CUT ? line.length() - TAIL : whole;
        cut.append(line, 0, start).append(ELLIPSIS).append(line, most, line.length());
    }

    /** Where the part before a cut ends: between whole characters, and behind no backslash if there is such a place. */
    private static int headEnd(String line) {
        int end = HEAD;
        while (end < HEAD + TAIL && (line.charAt(end - 1) == '\\' || Character.isLowSurrogate(line.charAt(end)))) {
            end++;
        }
        return end;
    }

    /** Where in a line something is: in which quotes, and in how many brackets. */
    private static final class Place {
        private char quote;
        private int depth;

        Place() {}

        Place(Place other) {
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
                boolean ours = !escaped && (quote == 0 || quote == c);
                quote = ours ? (char) (quote ^ c) : quote;
            } else if (quote == 0) {
                depth += OPENING.indexOf(c) >= 0 ? 1 : 0;
                depth -= CLOSING.indexOf(c) >= 0 ? 1 : 0;
            }
        }

        boolean isLike(Place other) {
            return quote == other.quote && depth == other.depth;
        }
    }
}
