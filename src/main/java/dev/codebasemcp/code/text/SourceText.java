package dev.codebasemcp.code.text;

import dev.codebasemcp.model.LineRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The decoded text of one file, split into lines. Immutable and thread-safe.
 *
 * <p>Lines end with {@code \n}, {@code \r\n} or a lone {@code \r}; a final line break starts no further line. Drops a byte
 * order mark. Replaces unpaired surrogates and NULs, which cannot be stored, with U+FFFD. Lines count from 1; byte offsets
 * refer to {@link #utf8()}.
 */
public final class SourceText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final byte[] utf8;
    /** Offsets of the lines' first characters, followed by the end of the text. */
    private final int[] starts;
    /** Offsets after the lines' last characters, before their line breaks. */
    private final int[] ends;
    /** Offsets of the lines' first bytes. */
    private final int[] byteStarts;
    /** A line and the offset of its first brace, in one array so that threads see both or neither. */
    private int[] braceOfLine = {0, 0};

    private SourceText(String text, char[] characters) {
        this.text = text;
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
        int lines = countLines(characters);
        this.starts = new int[lines + 1];
        this.ends = new int[lines];
        findLines(characters, starts, ends);
        this.byteStarts = findByteStarts(characters, starts, utf8.length);
    }

    /** Splits the text of a file into lines. */
    public static SourceText of(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        String unmarked = marked ? text.substring(1) : text;
        // Reading an array is several times as fast as a string, and this reads every character of every file.
        char[] characters = unmarked.toCharArray();
        return new SourceText(clean(characters) ? new String(characters) : unmarked, characters);
    }

    /** The number of lines; 0 for an empty text. */
    public int lineCount() {
        return ends.length;
    }

    /** One line without its line break. */
    public String line(int line) {
        return text.substring(starts[line - 1], ends[line - 1]);
    }

    /** The first {@code most} characters of a line, or all of it, without its line break. */
    public String line(int line, int most) {
        return text.substring(starts[line - 1], Math.min(ends[line - 1], starts[line - 1] + most));
    }

    /** The number of characters in one line, without its line break. */
    public int lineLength(int line) {
        return ends[line - 1] - starts[line - 1];
    }

    /** Whether a line contains only white space. */
    public boolean isBlank(int line) {
        return indent(line) < 0;
    }

    /** The width of a line's leading white space, with a tab stop every 4 columns; -1 for a blank line. */
    public int indent(int line) {
        int width = 0;
        for (int i = starts[line - 1]; i < ends[line - 1]; i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return width;
            }
            width = c == '\t' ? (width / 4 + 1) * 4 : width + 1;
        }
        return -1;
    }

    /** The lines of a range, joined by {@code \n}, without a final line break. */
    public String text(LineRange lines) {
        StringBuilder joined = new StringBuilder(length(lines));
        for (int line = lines.start(); line <= lines.end(); line++) {
            if (line > lines.start()) {
                joined.append('\n');
            }
            joined.append(text, starts[line - 1], ends[line - 1]);
        }
        return joined.toString();
    }

    /** The number of characters of {@link #text(LineRange)}. */
    public int length(LineRange lines) {
        int length = lines.end() - lines.start();
        for (int line = lines.start(); line <= lines.end(); line++) {
            length += lineLength(line);
        }
        return length;
    }

    /** The text in UTF-8 with its original line breaks. Returns the internal array, which callers must not modify. */
    public byte[] utf8() {
        return utf8;
    }

    /** Decodes a slice of the UTF-8 form. */
    public String slice(int fromByte, int toByte) {
        return new String(utf8, fromByte, toByte - fromByte, StandardCharsets.UTF_8);
    }

    /** The offset of the first opening brace of a line; that of its end if it has none. Caches the last result. */
    public int firstBrace(int line) {
        int[] known = braceOfLine;
        if (known[0] == line) {
            return known[1];
        }
        int at = byteStart(line);
        int end = byteEnd(line);
        while (at < end && utf8[at] != '{') {
            at++;
        }
        braceOfLine = new int[] {line, at};
        return at;
    }

    /** Whether a range of bytes contains only ASCII white space. */
    public boolean isBlank(int fromByte, int toByte) {
        for (int i = fromByte; i < toByte; i++) {
            if (utf8[i] > ' ' || utf8[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Removes ASCII white space around a range, which some grammars include in a node. */
    public Span trim(Span span) {
        int end = span.to();
        while (end > span.from() + 1 && isBlank(end - 1, end)) {
            end--;
        }
        int start = span.from();
        while (start < end - 1 && isBlank(start, start + 1)) {
            start++;
        }
        return new Span(start, end);
    }

    /** The line of a byte; the last line for the end of the text. */
    public int lineOfByte(int offset) {
        int found = Arrays.binarySearch(byteStarts, offset);
        return Math.max(1, found >= 0 ? found + 1 : -found - 1);
    }

    /** The offset of a line's first byte. */
    public int byteStart(int line) {
        return byteStarts[line - 1];
    }

    /** The offset after a line's last byte, including its line break. */
    public int byteEnd(int line) {
        return line < byteStarts.length ? byteStarts[line] : utf8.length;
    }

    private static int countLines(char[] text) {
        int lines = 0;
        int at = 0;
        while (at < text.length) {
            at = nextLine(text, lineEnd(text, at));
            lines++;
        }
        return lines;
    }

    private static void findLines(char[] text, int[] starts, int[] ends) {
        int at = 0;
        for (int line = 0; line < ends.length; line++) {
            starts[line] = at;
            ends[line] = lineEnd(text, at);
            at = nextLine(text, ends[line]);
        }
        starts[ends.length] = text.length;
    }

    private static int lineEnd(char[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            at++;
        }
        return at;
    }

    private static int nextLine(char[] text, int end) {
        boolean pair = end + 1 < text.length && text[end] == '\r' && text[end + 1] == '\n';
        return Math.min(text.length, end + (pair ? 2 : 1));
    }

    private static int[] findByteStarts(char[] text, int[] starts, int bytes) {
        int[] found = new int[starts.length - 1];
        if (bytes == text.length) {
            System.arraycopy(starts, 0, found, 0, found.length);
            return found;
        }
        int at = 0;
        for (int line = 0; line < found.length; line++) {
            found[line] = at;
            for (int i = starts[line]; i < starts[line + 1]; i++) {
                at += utf8Length(text[i]);
            }
        }
        return found;
    }

    /** The length of a character in UTF-8; half a surrogate pair counts 2, as a pair takes 4 bytes. */
    private static int utf8Length(char c) {
        if (c < 0x80) {
            return 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** Replaces characters that cannot be stored; returns whether there were any. */
    private static boolean clean(char[] text) {
        int bad = nextBad(text, 0);
        boolean found = bad < text.length;
        while (bad < text.length) {
            text[bad] = REPLACEMENT;
            bad = nextBad(text, bad + 1);
        }
        return found;
    }

    private static int nextBad(char[] text, int from) {
        int at = from;
        while (at < text.length) {
            char c = text[at];
            if (c != 0 && !Character.isSurrogate(c)) {
                at++;
            } else if (isPair(text, at)) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean isPair(char[] text, int at) {
        return at + 1 < text.length && Character.isSurrogatePair(text[at], text[at + 1]);
    }
}
