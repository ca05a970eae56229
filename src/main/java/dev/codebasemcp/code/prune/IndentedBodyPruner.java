package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Prunes the imports, parameters and function bodies of Python. Keeps documentation and the first letter of the code
 * after it, since a name is a body too. In a body with definitions, keeps the statements that contain them.
 *
 * <p>Leaves the text unchanged if strings or brackets do not match. Use one instance per text.
 */
final class IndentedBodyPruner {
    /** Parsing a shorter rest is faster than pruning it. */
    private static final int SHORTEST = 16;

    /** Parsing a shorter parameter list is faster than pruning it. */
    private static final int SHORTEST_LIST = 4;

    private static final int TAB = 8;
    private static final Set<String> DEFINING = Set.of("class", "type");
    private static final Set<String> IMPORTING = Set.of("import", "from");
    /** Words that continue the previous statement. */
    private static final Set<String> CLAUSES = Set.of("elif", "else", "except", "finally");

    private final byte[] code;
    private final List<Elision> elisions = new ArrayList<>();
    private final List<Span> comments = new ArrayList<>();
    /** The functions around {@link #at}, innermost first. */
    private final Deque<Body> bodies = new ArrayDeque<>();

    private int at;
    /** The content of the first outermost parentheses of a statement; -1 if there are none. */
    private int listStart;

    private int listEnd;
    private boolean malformed;

    IndentedBodyPruner(byte[] code) {
        this.code = code;
    }

    /** A function whose body is being read: its statements with their nested lines. */
    private static final class Body {
        private final int indentation;
        private final List<Statement> statements = new ArrayList<>();
        private boolean documented;
        /** The indentation of its statements. */
        private int inner;

        Body(int indentation) {
            this.indentation = indentation;
        }

        boolean isKept() {
            return statements.stream().anyMatch(statement -> statement.kept);
        }
    }

    /** A statement with its deeper indented lines and its clauses. */
    private static final class Statement {
        private final int start;
        private int end;
        private boolean kept;

        Statement(int start) {
            this.start = start;
        }
    }

    /** Prunes the text. */
    PrunedSource prune() {
        while (at < code.length && !malformed) {
            readLine();
        }
        endBodies(0);
        return malformed || elisions.isEmpty()
                ? PrunedSource.whole(code)
                : PrunedSource.without(code, elisions, comments, List.of());
    }

    /** Reads a statement with its continuation lines, or a line without a statement. */
    private void readLine() {
        int indentation = readIndentation();
        if (at == code.length || isLineBreak(code[at])) {
            at++;
        } else if (code[at] == '#') {
            readComment();
        } else {
            endBodies(indentation);
            int start = at;
            int end = readStatement();
            if (!malformed) {
                take(start, end, indentation);
            }
        }
    }

    private int readIndentation() {
        int columns = 0;
        while (at < code.length && (code[at] == ' ' || code[at] == '\t' || code[at] == '\f')) {
            columns = code[at] == '\t' ? (columns / TAB + 1) * TAB : columns + 1;
            at++;
        }
        return columns;
    }

    private void readComment() {
        int start = at;
        while (at < code.length && !isLineBreak(code[at])) {
            at++;
        }
        comments.add(new Span(start, at));
    }

    /** Reads to the end of a line outside of brackets; returns the end of the last token. */
    private int readStatement() {
        int depth = 0;
        int end = at;
        listStart = -1;
        listEnd = -1;
        while (at < code.length && !malformed && (depth > 0 || !isLineBreak(code[at]))) {
            byte c = code[at];
            if (c == '#') {
                readComment();
                continue;
            }
            depth += nesting(c);
            readList(c, depth);
            readToken();
            end = isSpace(c) ? end : at;
            malformed = depth < 0 || at > code.length;
        }
        malformed |= depth != 0;
        return end;
    }

    private void readList(byte c, int depth) {
        if (c == '(' && depth == 1 && listStart < 0) {
            listStart = at + 1;
        } else if (c == ')' && depth == 0 && listEnd < 0) {
            listEnd = at;
        }
    }

    private void readToken() {
        if (isQuote(at)) {
            at = stringEnd(at);
        } else {
            at += code[at] == '\\' ? escaped(at) : 1;
        }
    }

    private static int nesting(byte c) {
        return switch (c) {
            case '(', '[', '{' -> 1;
            case ')', ']', '}' -> -1;
            default -> 0;
        };
    }

    /** A backslash at the end of a line continues the statement. */
    private int escaped(int backslash) {
        return is(backslash + 1, '\r') && is(backslash + 2, '\n') ? 3 : 2;
    }

    /**
     * Returns the end of the string that starts at an offset; an offset beyond the text if the string is not closed.
     */
    private int stringEnd(int start) {
        int quotes = isTripled(start) ? 3 : 1;
        int i = start + quotes;
        while (i < code.length && (quotes == 3 || !isLineBreak(code[i]))) {
            if (code[i] == code[start] && (quotes == 1 || isTripled(i))) {
                return i + quotes;
            }
            i += code[i] == '\\' ? escaped(i) : 1;
        }
        return code.length + 1;
    }

    private boolean isTripled(int quote) {
        return is(quote + 1, code[quote]) && is(quote + 2, code[quote]);
    }

    private boolean isQuote(int offset) {
        return is(offset, '"') || is(offset, '\'');
    }

    private void take(int start, int end, int indentation) {
        boolean function = isFunction(start);
        boolean defines = function || code[start] == '@' || DEFINING.contains(word(start));
        for (Body body : bodies) {
            read(body, start, end, indentation, defines);
        }
        if (function && listEnd - listStart >= SHORTEST_LIST) {
            elisions.add(Elision.between(listStart, listEnd));
        }
        if (indentation == 0 && isImport(start, end)) {
            elisions.add(Elision.between(start, end));
        }
        if (function && code[end - 1] == ':') {
            bodies.push(new Body(indentation));
        }
    }

    /** Whether only an import is on the line, unlike {@code import a; b = 1}. */
    private boolean isImport(int start, int end) {
        int semicolon = start;
        while (semicolon < end && code[semicolon] != ';') {
            semicolon++;
        }
        return semicolon == end && IMPORTING.contains(word(start));
    }

    private void read(Body body, int start, int end, int indentation, boolean defines) {
        if (body.statements.isEmpty()) {
            if (!body.documented && isString(start, end)) {
                body.documented = true;
                return;
            }
            body.inner = indentation;
        }
        boolean starts = body.statements.isEmpty() || (indentation == body.inner && !CLAUSES.contains(word(start)));
        if (starts) {
            body.statements.add(new Statement(start));
        }
        Statement statement = body.statements.get(body.statements.size() - 1);
        statement.end = end;
        statement.kept |= defines;
    }

    private boolean isFunction(int start) {
        String word = word(start);
        return word.equals("def")
                || (word.equals("async") && word(wordEnd(start) + 1).equals("def"));
    }

    private boolean isString(int start, int end) {
        int quote = wordEnd(start);
        return isQuote(quote) && stringEnd(quote) == end;
    }

    /** Ends the function bodies that a line with this indentation is outside of. */
    private void endBodies(int indentation) {
        for (Body body = bodies.peek(); body != null && body.indentation >= indentation; body = bodies.peek()) {
            bodies.pop();
            if (body.isKept()) {
                body.statements.stream()
                        .filter(statement -> !statement.kept)
                        .forEach(statement -> elide(statement.start, statement.end));
            } else if (!body.statements.isEmpty()) {
                Statement last = body.statements.get(body.statements.size() - 1);
                elide(body.statements.get(0).start, last.end);
            }
        }
    }

    private void elide(int start, int end) {
        if (isLetter(code[start]) && end - start > SHORTEST) {
            elisions.add(Elision.tail(start + 1, end));
        }
    }

    private String word(int from) {
        return from >= code.length ? "" : new String(code, from, wordEnd(from) - from, StandardCharsets.US_ASCII);
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < code.length && isLetter(code[end])) {
            end++;
        }
        return end;
    }

    private boolean is(int offset, int wanted) {
        return offset < code.length && code[offset] == wanted;
    }

    private static boolean isLetter(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || isLineBreak(c);
    }

    private static boolean isLineBreak(byte c) {
        return c == '\n' || c == '\r';
    }
}
