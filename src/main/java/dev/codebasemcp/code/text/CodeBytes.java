package dev.codebasemcp.code.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a program, with what one asks of them who reads it without a grammar: words, white space and lines. */
public final class CodeBytes {
    private static final boolean[] WORD = wordBytes();
    /** In bytes; so a text in one line is not read again from its start for each declaration. */
    private static final int LONGEST_INDENTED = 1_024;

    private final byte[] code;

    /** Takes the array, not a copy. */
    public CodeBytes(byte[] code) {
        this.code = code;
    }

    public int length() {
        return code.length;
    }

    /** The byte at an offset; 0 outside of the text. */
    public byte at(int offset) {
        return offset < 0 || offset >= code.length ? 0 : code[offset];
    }

    public boolean is(int offset, char wanted) {
        return at(offset) == wanted;
    }

    /** Whether the byte at an offset is one of some characters; not outside of the text. */
    public boolean isOneOf(int offset, String wanted) {
        return offset >= 0 && offset < code.length && wanted.indexOf(code[offset]) >= 0;
    }

    /** Whether a name may hold the byte at an offset. */
    public boolean isWord(int offset) {
        return WORD[at(offset) & 0xFF];
    }

    /** Whether a name may start at an offset, if it is ASCII. */
    public boolean isLetter(int offset) {
        int letter = at(offset) | 0x20;
        return letter >= 'a' && letter <= 'z';
    }

    public boolean isDigit(int offset) {
        return at(offset) >= '0' && at(offset) <= '9';
    }

    /** Whether nothing or white space is at an offset. */
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

    /** Behind the spaces and tabs at an offset, which may be none. */
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

    /** Whether nothing but white space is before an offset in its line. */
    public boolean startsLine(int offset) {
        int before = offset - 1;
        while (is(before, ' ') || is(before, '\t')) {
            before--;
        }
        return before < 0 || code[before] == '\n';
    }

    /** How many spaces and tabs the line of an offset starts with; 0 far behind the start of a long one. */
    public int indentation(int offset) {
        int line = offset;
        int farthest = Math.max(0, offset - LONGEST_INDENTED);
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

    /** Letters, digits and {@code _}, and all that is not ASCII. */
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
