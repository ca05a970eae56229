package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.text.CodeBytes;
import java.util.Set;

/**
 * Finds macros of C and C++ that stand for attributes or whole declarations, by their capitals and context. A parser
 * mistakes them for types or functions, or fails on them and spends most of its time recovering.
 */
final class Macros {
    /** Shorter names without an underscore are often types. */
    private static final int SHORTEST = 4;

    /** The maximum number of bytes to read ahead for a decision, so that unclosed code is not read repeatedly. */
    private static final int FARTHEST = 1_024;

    private static final int MOST_ATTRIBUTES = 8;

    static final Set<String> AGGREGATES = Set.of("class", "struct", "union", "enum");
    /** Parts of the names of macros that are declarations on their own. */
    private static final Set<String> DECLARING =
            Set.of("BEGIN", "_END", "DECLARE", "DEFINE", "IMPLEMENT", "INSTANTIATE", "REGISTER");

    /** Words that may follow a type. */
    private static final Set<String> QUALIFIERS = Set.of("const", "volatile", "restrict", "__restrict");

    private static final Set<String> TYPES =
            Set.of("auto", "bool", "char", "double", "float", "int", "long", "short", "signed", "unsigned", "void");
    /** Words before a type. */
    private static final Set<String> SPECIFIERS = Set.of(
            "const",
            "constexpr",
            "explicit",
            "extern",
            "friend",
            "inline",
            "static",
            "typename",
            "virtual",
            "volatile");

    private final CodeBytes code;
    private final Literals literals;

    Macros(CodeBytes code, Literals literals) {
        this.code = code;
        this.literals = literals;
    }

    /**
     * Returns the end of a macro, including its arguments, that is better hidden from the parser.
     *
     * @param start the start of a word
     * @param nameEnd the end of the word
     * @param header the declaration before the word
     * @return {@code start} if there is none
     */
    int end(int start, int nameEnd, DeclarationHeader header) {
        if (!header.isOutermost()) {
            return start;
        }
        if (AGGREGATES.contains(header.lastWord())) {
            return AggregateHead.macroEnd(this, code, start, header.lastWord());
        }
        return isInCapitals(start, nameEnd) ? capitalsEnd(start, nameEnd, header) : start;
    }

    private int capitalsEnd(int start, int nameEnd, DeclarationHeader header) {
        int open = tokenStart(nameEnd);
        boolean called = code.is(open, '(');
        boolean joined = isJoined(start, nameEnd);
        if (called && !joined) {
            return start;
        }
        int end = called ? closingEnd(open) : nameEnd;
        if (called && header.mayStandAlone()) {
            return Math.max(start, declarationEnd(end));
        }
        boolean surplus = called ? isCallSurplus(open, end, header) : isNameSurplus(start, end, joined, header);
        return surplus ? Math.max(start, end) : start;
    }

    private boolean isNameSurplus(int start, int end, boolean joined, DeclarationHeader header) {
        if (header.mayStandAlone()) {
            return isAttribute(end) || (joined && standsAlone(start, end, header));
        }
        if (header.followsParameters()) {
            return joined;
        }
        return header.followsWord() && (isAttribute(end) || isConvention(end, header));
    }

    private boolean isCallSurplus(int open, int end, DeclarationHeader header) {
        return header.followsParameters() || isAttributeOfMember(open, end, header);
    }

    private boolean isInCapitals(int start, int end) {
        boolean joined = false;
        for (int i = start; i < end; i++) {
            if (code.isLetter(i) && code.at(i) >= 'a') {
                return false;
            }
            joined |= code.is(i, '_');
        }
        return !code.isDigit(start) && (joined || end - start >= SHORTEST);
    }

    /** Whether {@code SOME_ATTRIBUTE} is alone on its line and not a value in a list. */
    private boolean standsAlone(int start, int end, DeclarationHeader header) {
        int next = tokenStart(end);
        boolean alone = code.startsLine(start) && code.text(end, next).contains("\n");
        boolean last = next == code.length() || code.is(next, '}');
        boolean value = last ? !header.followsDeclaration() : code.isOneOf(next, ",=");
        return alone && !value;
    }

    /** Whether a pruned macro belongs to the declaration on the next lines. */
    boolean isAttributeOfNext(int start, int end) {
        boolean alone = code.startsLine(start) && code.is(code.lineSpaceEnd(end), '\n') && !code.is(end - 1, ';');
        String name = code.text(start, code.wordEnd(start));
        return alone && DECLARING.stream().noneMatch(name::contains);
    }

    /** Whether braces follow before the end of a statement or an argument. */
    boolean opensBraces(int from) {
        int farthest = farthest(from);
        int at = from;
        while (at < farthest && !code.isOneOf(at, "{;=),>*&")) {
            int closing = code.is(at, '(') ? closingEnd(at) : -1;
            at = closing > 0 ? closing : literalEnd(at);
        }
        return code.is(at, '{');
    }

    /**
     * Returns the end of {@code DEFINE_FLAG(a, b);}, or of a prefix of a declaration as in {@code DEPRECATED("...")
     * void f();}. Returns -1 for the head of a function, {@code TEST(a, b) {}}.
     */
    private int declarationEnd(int end) {
        int next = tokenStart(end);
        if (code.isOneOf(next, ".-")) {
            next = semicolon(next);
        }
        if (code.is(next, ';')) {
            return next + 1;
        }
        return next == code.length() || code.isWord(next) || code.isOneOf(next, "}#~[") ? end : -1;
    }

    /** Returns the offset of the semicolon that ends the statement around an offset. */
    int semicolon(int from) {
        int nesting = 0;
        int at = from;
        int farthest = farthest(from);
        while (at < farthest && nesting >= 0 && (nesting > 0 || !code.is(at, ';'))) {
            nesting += code.isOneOf(at, "({") ? 1 : code.isOneOf(at, ")}") ? -1 : 0;
            at = literalEnd(at);
        }
        return at;
    }

    /** Whether two names follow, not counting macros, which are a declaration without it. */
    private boolean isAttribute(int end) {
        int first = tokenStart(end);
        int firstEnd = nameEnd(first);
        for (int i = 0; i < MOST_ATTRIBUTES && isJoined(first, firstEnd) && isInCapitals(first, firstEnd); i++) {
            first = tokenStart(firstEnd);
            firstEnd = nameEnd(first);
        }
        int second = tokenStart(firstEnd);
        while (code.isOneOf(second, "*&")) {
            second = tokenStart(second + 1);
        }
        return firstEnd > first && nameEnd(second) > second && !QUALIFIERS.contains(code.text(first, firstEnd));
    }

    /** Whether a calling convention is between a type and a function's name: {@code int CALLED_SO f(int a)}. */
    private boolean isConvention(int end, DeclarationHeader header) {
        int name = tokenStart(end);
        int nameEnd = nameEnd(name);
        boolean function = nameEnd > name && code.is(tokenStart(nameEnd), '(');
        return function && !SPECIFIERS.contains(header.lastWord());
    }

    private boolean isJoined(int start, int end) {
        return code.text(start, end).indexOf('_') >= 0;
    }

    /** {@code int a GUARDED_BY(b);}, unlike {@code int MAXIMUM_OF(int a);}. */
    private boolean isAttributeOfMember(int open, int end, DeclarationHeader header) {
        boolean last = code.isOneOf(tokenStart(end), ";={");
        boolean named =
                header.isNamed() && !SPECIFIERS.contains(header.lastWord()) && !TYPES.contains(header.lastWord());
        return last && named && !holdsParameter(open, end);
    }

    private boolean holdsParameter(int from, int to) {
        for (int i = from; i < to; i++) {
            if (code.is(i, ' ') && code.isWord(i - 1) && (code.isWord(i + 1) || code.isOneOf(i + 1, "*&"))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the end of a name with its qualifiers and type arguments; {@code from} if there is none. */
    int nameEnd(int from) {
        int at = from;
        while (true) {
            int end = code.is(at, ':') && code.is(at + 1, ':') ? at + 2 : code.wordEnd(at);
            if (end == at && at > from && code.is(at, '<')) {
                end = argumentsEnd(at);
            }
            if (end <= at) {
                return at;
            }
            at = end;
        }
    }

    /** Returns the end of {@code <class T, int N = 3>}; -1 if there is nothing like it. */
    int argumentsEnd(int open) {
        int depth = 0;
        int nesting = 0;
        int farthest = farthest(open);
        for (int at = open; at < farthest && !code.is(at, ';'); at = literalEnd(at)) {
            nesting += code.isOneOf(at, "({") ? 1 : code.isOneOf(at, ")}") ? -1 : 0;
            boolean arrow = code.is(at - 1, '-');
            if (nesting == 0 && code.isOneOf(at, "<>") && !arrow) {
                depth += code.is(at, '<') ? 1 : -1;
                if (depth == 0) {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    /** Returns the offset after the matching parenthesis; -1 if there is none. */
    int closingEnd(int open) {
        int depth = 0;
        int farthest = farthest(open);
        for (int at = open; at < farthest; at = literalEnd(at)) {
            depth += code.is(at, '(') ? 1 : code.is(at, ')') ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Returns the end of the comment, string or other byte at an offset. */
    int literalEnd(int at) {
        int end = Math.max(literals.commentEnd(at), literals.stringEnd(at));
        return Math.max(end, at + 1);
    }

    int farthest(int from) {
        return Math.min(code.length(), from + FARTHEST);
    }

    /** Returns the start of the next token. */
    int tokenStart(int from) {
        int at = code.spaceEnd(from);
        while (at < code.length()) {
            int end = literals.commentEnd(at);
            if (end == at) {
                return at;
            }
            at = code.spaceEnd(end);
        }
        return at;
    }
}
