package dev.codebasemcp.code.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Byte-level scanning helpers for source text: words, white space and lines. */
public final class CodeBytes {
    private static final boolean[] WORD = wordBytes();
    /** In bytes; keeps the work linear if a text is one long line. */
    private static final int MAX_INDENT_DISTANCE = 1_024;

    private final byte[] code;

    /** Takes ownership of the array. */
    public CodeBytes(byte[] code) {
        this.code = code;
    }

    public int length() {
        return code.length;
    }

    /** The byte at an offset; 0 outside the text. */
    public byte at(int offset) {
        return offset < 0 || offset >= code.length ? 0 : code[offset];
    }

    public boolean is(int offset, char wanted) {
        return at(offset) == wanted;
    }

    /** Whether the byte at an offset is one of some characters; false outside the text. */
    public boolean isOneOf(int offset, String wanted) {
        return offset >= 0 && offset < code.length && wanted.indexOf(code[offset]) >= 0;
    }

    /** Whether the byte at an offset may be part of a name. */
    public boolean isWord(int offset) {
        return WORD[at(offset) & 0xFF];
    }

    /** Whether an ASCII letter is at an offset. */
    public boolean isLetter(int offset) {
        int letter = at(offset) | 0x20;
        return letter >= 'a' && letter <= 'z';
    }

    public boolean isDigit(int offset) {
        return at(offset) >= '0' && at(offset) <= '9';
    }

    /** Whether an offset holds white space, or is outside the text. */
    public boolean isSpace(int offset) {
        return switch (at(offset)) {
            case 0, ' ', '\n', '\t', '\r' -> true;
            default -> false;
        };
    }

    public int wordEnd(int from) {
        int end = from;
        while (isWord(end)) {
            end++;
        }
        return end;
    }

    public int spaceEnd(int from) {
        int end = from;
        while (end < code.length && isSpace(end)) {
            end++;
        }
        return end;
    }

    /** The offset after any spaces and tabs at an offset. */
    public int lineSpaceEnd(int from) {
        int end = from;
        while (is(end, ' ') || is(end, '\t') || is(end, '\r')) {
            end++;
        }
        return end;
    }

    /** The offset of the next line break, or the end of the text. */
    public int lineEnd(int from) {
        int end = from;
        while (end < code.length && code[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Whether only white space precedes an offset in its line. */
    public boolean startsLine(int offset) {
        int before = offset - 1;
        while (is(before, ' ') || is(before, '\t')) {
            before--;
        }
        return before < 0 || code[before] == '\n';
    }

    /** The number of spaces and tabs that start the line of an offset; 0 far into a long line. */
    public int indentation(int offset) {
        int line = offset;
        int farthest = Math.max(0, offset - MAX_INDENT_DISTANCE);
        while (line > farthest && code[line - 1] != '\n') {
            line--;
        }
        int first = line;
        while (is(first, ' ') || is(first, '\t')) {
            first++;
        }
        return first - line;
    }

    /** Some ASCII bytes as text. */
    public String text(int from, int to) {
        return new String(code, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
    }

    /** Letters, digits, {@code _} and all non-ASCII bytes. */
    private static boolean[] wordBytes() {
        boolean[] word = new boolean[256];
        Arrays.fill(word, 0x80, 0x100, true);
        Arrays.fill(word, 'a', 'z' + 1, true);
        Arrays.fill(word, 'A', 'Z' + 1, true);
        Arrays.fill(word, '0', '9' + 1, true);
        word['_'] = true;
        return word;
    }
}
