package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.BraceSyntax;
import dev.codebasemcp.code.language.BraceSyntax.Trait;
import dev.codebasemcp.code.text.CodeBytes;

/**
 * Finds the ends of strings, characters and comments in a language of {@link BraceSyntax}. Unclosed ones end with the
 * text, and ordinary strings with their line if the language says so.
 */
final class Literals {
    private final BraceSyntax language;
    private final CodeBytes code;

    Literals(BraceSyntax language, CodeBytes code) {
        this.language = language;
        this.code = code;
    }

    /** Returns the end of the comment that starts at an offset; the same offset if there is none. */
    int commentEnd(int at) {
        if (!code.is(at, '/')) {
            return at;
        }
        if (code.is(at + 1, '/')) {
            return code.lineEnd(at);
        }
        return code.is(at + 1, '*') ? blockEnd(at + 2) : at;
    }

    /** Returns the end of the string or character that starts at an offset; the same offset if there is none. */
    int stringEnd(int at) {
        return switch (code.at(at)) {
            case '"' -> isTextBlock(at) ? textBlockEnd(at + 3) : quotedEnd(at, '"');
            case '\'' -> isLifetime(at) ? at : quotedEnd(at, '\'');
            case '`' -> language.has(Trait.BACKTICK_STRINGS) ? find("`", at + 1) : at;
            default -> at;
        };
    }

    /**
     * Returns the end of a string without escapes.
     *
     * @param word the start of its prefix, as {@code R} in C++ and {@code r} in Rust
     * @param at the end of the prefix
     * @return {@code at} if there is no such string
     */
    int rawStringEnd(int word, int at) {
        if (language.has(Trait.DELIMITED_RAW_STRINGS) && code.is(at - 1, 'R') && code.is(at, '"')) {
            int open = find("(", at);
            return find(")" + code.text(at + 1, open - 1) + "\"", open);
        }
        if (language.has(Trait.HASHED_RAW_STRINGS) && code.is(at - 1, 'r') && at - word <= 2) {
            int quote = at;
            while (code.is(quote, '#')) {
                quote++;
            }
            return code.is(quote, '"') ? find("\"" + code.text(at, quote), quote + 1) : at;
        }
        return at;
    }

    private int blockEnd(int from) {
        int depth = 1;
        int at = from;
        while (at < code.length() && depth > 0) {
            if (code.is(at, '*') && code.is(at + 1, '/')) {
                depth--;
                at += 2;
            } else if (language.has(Trait.NESTED_COMMENTS) && code.is(at, '/') && code.is(at + 1, '*')) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private int quotedEnd(int from, char quote) {
        boolean severalLines = language.has(Trait.MULTILINE_STRINGS);
        int at = from + 1;
        while (at < code.length() && !code.is(at, quote)) {
            if (code.is(at, '\n') && !severalLines) {
                return at;
            }
            at += code.is(at, '\\') ? 2 : 1;
        }
        return Math.min(code.length(), at + 1);
    }

    /** Without escapes, it may end with more than three quotes. */
    private int textBlockEnd(int from) {
        boolean escapes = language.has(Trait.ESCAPES_IN_TEXT_BLOCKS);
        int at = from;
        while (at < code.length() && !isTextBlock(at)) {
            at += escapes && code.is(at, '\\') ? 2 : 1;
        }
        at += 3;
        while (!escapes && code.is(at, '"')) {
            at++;
        }
        return Math.min(code.length(), at);
    }

    private boolean isTextBlock(int at) {
        return language.has(Trait.TEXT_BLOCKS) && code.is(at, '"') && code.is(at + 1, '"') && code.is(at + 2, '"');
    }

    /** {@code 'a}, unlike {@code 'a'}; a character has at most four bytes. */
    private boolean isLifetime(int at) {
        if (!language.has(Trait.QUOTED_NAMES) || code.is(at + 1, '\\')) {
            return false;
        }
        int next = at + 2;
        while (next < code.length() && code.at(next) < 0) {
            next++;
        }
        return !code.is(next, '\'');
    }

    /** Returns the end of the next occurrence of an ASCII text. */
    private int find(String wanted, int from) {
        int at = from;
        while (at + wanted.length() <= code.length()) {
            if (matches(wanted, at)) {
                return at + wanted.length();
            }
            at++;
        }
        return code.length();
    }

    private boolean matches(String wanted, int at) {
        for (int i = 0; i < wanted.length(); i++) {
            if (!code.is(at + i, wanted.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
