package dev.codebasemcp.symbols;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * The parameters in the head of a definition. The head may also have annotations before them, and a return type or the body of an
 * expression behind them, with parentheses of their own.
 *
 * @param text with their parentheses; ends with {@code …} if their end was cut off, and is empty if there are none
 * @param count how many there are; empty if it varies, or if nobody can tell
 */
record ParameterList(String text, OptionalInt count) {
    private static final ParameterList UNKNOWN = new ParameterList("", OptionalInt.empty());
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final String QUOTES = "\"'`";
    /** May stand between a name and its parameters, as in {@code init?(x: Int)}. */
    private static final String MARKS = " ?!`\"";
    /** The name of an indexer, whose parameters are in brackets. */
    private static final String INDEXER = "this";

    /** Returns the parameters of the definition with a plain name. */
    static ParameterList of(String name, String signature) {
        int start = name.isEmpty() ? -1 : start(name, signature);
        if (start < 0) {
            return UNKNOWN;
        }
        Brackets brackets = Brackets.at(signature, start);
        return brackets.end() < 0
                ? new ParameterList(signature.substring(start) + "…", OptionalInt.empty())
                : new ParameterList(signature.substring(start, brackets.end() + 1), brackets.count());
    }

    /** The first opening parenthesis that is directly behind the name; outside of others if possible, such as a decorator's. */
    private static int start(String name, String text) {
        int depth = 0;
        int nested = -1;
        int at = 0;
        while (at < text.length()) {
            int start = isWord(name, text, at) ? behind(name, text, at + name.length()) : -1;
            if (start >= 0 && depth == 0) {
                return start;
            }
            nested = nested < 0 ? start : nested;
            char c = text.charAt(at);
            if (c == '=' && depth == 0) {
                // What follows is a value.
                return nested;
            }
            depth += change(c);
            at = c == '<' ? Math.max(at, Brackets.at(text, at).end()) + 1 : literalEnd(text, at) + 1;
        }
        return nested;
    }

    private static int change(char c) {
        if (OPENING.indexOf(c) >= 0) {
            return 1;
        }
        return CLOSING.indexOf(c) >= 0 ? -1 : 0;
    }

    private static boolean isWord(String name, String text, int at) {
        int end = at + name.length();
        return text.startsWith(name, at)
                && (at == 0 || (text.charAt(at - 1) != '@' && !isOneWord(text.charAt(at - 1), name.charAt(0))))
                && (end == text.length() || !isOneWord(name.charAt(name.length() - 1), text.charAt(end)));
    }

    private static boolean isOneWord(char left, char right) {
        return Character.isJavaIdentifierPart(left) && Character.isJavaIdentifierPart(right);
    }

    /** The start of the parameters behind a name and its type parameters; -1 if something else is there. */
    private static int behind(String name, String text, int end) {
        int at = skip(text, end);
        boolean isBracket = at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '<');
        if (isBracket && name.equals(INDEXER) && text.charAt(at) == '[') {
            return at;
        }
        int start = isBracket ? skip(text, Math.max(at, Brackets.at(text, at).end()) + 1) : at;
        return start < text.length() && text.charAt(start) == '(' ? start : -1;
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && MARKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** The last character of the literal or comment that begins at a place; that place if none does. */
    private static int literalEnd(String text, int at) {
        char c = text.charAt(at);
        if (text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            return end < 0 ? at : end + 1;
        }
        // Some languages separate digits with it.
        boolean isSeparator = c == '\'' && at > 0 && Character.isDigit(text.charAt(at - 1));
        if (QUOTES.indexOf(c) < 0 || isSeparator) {
            return at;
        }
        for (int end = at + 1; end < text.length(); end++) {
            if (text.charAt(end) == c) {
                return end;
            }
            end += text.charAt(end) == '\\' ? 1 : 0;
        }
        return at;
    }

    /**
     * Brackets with what is in them.
     *
     * @param end the closing one; -1 if there is none
     * @param count how many parts the commas make
     */
    private record Brackets(int end, OptionalInt count) {
        static Brackets at(String text, int start) {
            Deque<Character> open = new ArrayDeque<>();
            int commas = 0;
            boolean isClear = true;
            for (int at = start; at < text.length(); at = literalEnd(text, at) + 1) {
                isClear &= follow(text, at, open);
                if (open.isEmpty()) {
                    String inner = text.substring(start + 1, at).strip();
                    return new Brackets(at, isClear ? count(inner, commas) : OptionalInt.empty());
                }
                commas += text.charAt(at) == ',' && open.size() == 1 ? 1 : 0;
                isClear &= !text.startsWith("...", at) && !text.startsWith("//", at);
            }
            return new Brackets(-1, OptionalInt.empty());
        }

        /** Follows one character; returns false if it shows that an angle was no bracket. */
        private static boolean follow(String text, int at, Deque<Character> open) {
            char c = text.charAt(at);
            boolean isInAngle = !open.isEmpty() && open.peek() == '<';
            if (OPENING.indexOf(c) >= 0 || isAngle(text, at)) {
                open.push(c);
            } else if (CLOSING.indexOf(c) >= 0) {
                // An angle that nothing closed was less than.
                boolean isClear = !open.isEmpty() && !isInAngle;
                closeAngles(open);
                open.poll();
                return isClear;
            } else if (c == '>' && isInAngle && !isArrow(text, at)) {
                open.pop();
            }
            return true;
        }

        private static boolean isAngle(String text, int at) {
            return text.charAt(at) == '<' && !text.startsWith("<=", at);
        }

        private static boolean isArrow(String text, int at) {
            return at > 0 && "-=".indexOf(text.charAt(at - 1)) >= 0;
        }

        private static void closeAngles(Deque<Character> open) {
            while (open.peek() != null && open.peek() == '<') {
                open.pop();
            }
        }

        private static OptionalInt count(String inner, int commas) {
            boolean isNone = inner.isEmpty() || inner.equals("void");
            return OptionalInt.of(isNone ? 0 : commas + (inner.endsWith(",") ? 0 : 1));
        }
    }
}
