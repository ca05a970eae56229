package dev.codebasemcp.symbols.c;

import java.util.ArrayList;
import java.util.List;

/** Splits C code into words and signs. Comments, strings and numbers are none. */
final class CTokens {
    /**
     * A word, or one character of a sign.
     *
     * @param sign the character; 0 for a word
     */
    record Token(int from, int to, char sign) {
        boolean isWord() {
            return sign == 0;
        }

        boolean is(char other) {
            return sign == other;
        }
    }

    private final byte[] text;
    private final int end;
    private final List<Token> tokens = new ArrayList<>();

    private CTokens(byte[] text, int end) {
        this.text = text;
        this.end = end;
    }

    /** Returns the tokens between two bytes. */
    static List<Token> of(byte[] text, int from, int to) {
        CTokens all = new CTokens(text, to);
        int at = from;
        while (at < to) {
            at = all.next(at);
        }
        return all.tokens;
    }

    /** Reads what begins at a place, and returns where it ends. */
    private int next(int at) {
        char c = at(at);
        if (isOfWord(c)) {
            return word(at);
        }
        if (c == '"' || c == '\'') {
            tokens.add(new Token(at, at + 1, c));
            return afterText(at, c);
        }
        if (isComment(at)) {
            return afterComment(at);
        }
        if (c > ' ' && c != '\\') {
            tokens.add(new Token(at, at + 1, c));
        }
        return at + 1;
    }

    /** Numbers are no tokens. */
    private int word(int at) {
        int after = at + 1;
        while (after < end && isOfWord(at(after))) {
            after++;
        }
        if (at(at) < '0' || at(at) > '9') {
            tokens.add(new Token(at, after, (char) 0));
        }
        return after;
    }

    private boolean isComment(int at) {
        return at(at) == '/' && at + 1 < end && (at(at + 1) == '*' || at(at + 1) == '/');
    }

    private int afterComment(int at) {
        boolean isLine = at(at + 1) == '/';
        for (int i = at + 2; i < end; i++) {
            if (isLine ? at(i) == '\n' : at(i) == '/' && at(i - 1) == '*' && i > at + 2) {
                return i + 1;
            }
        }
        return end;
    }

    private int afterText(int at, char quote) {
        for (int i = at + 1; i < end; i++) {
            if (at(i) == '\\') {
                i++;
            } else if (at(i) == quote || at(i) == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    private char at(int index) {
        return (char) (text[index] & 0xff);
    }

    private static boolean isOfWord(char c) {
        return c == '_' || c == '$' || c >= 0x80 || Character.isLetterOrDigit(c);
    }
}
