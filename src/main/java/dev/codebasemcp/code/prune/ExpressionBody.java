package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.BraceSyntax;
import dev.codebasemcp.code.text.CodeBytes;
import dev.codebasemcp.code.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A function body that is an expression without braces, as in {@code def f = a + b}. It ends with the last line that is
 * indented deeper than the declaration; lines in brackets always belong to it.
 */
final class ExpressionBody {
    private final BraceSyntax language;
    private final CodeBytes code;
    private final Literals literals;
    private final int indentation;
    private final List<Span> comments = new ArrayList<>();
    private int at;
    private int end;
    private int nesting;
    private boolean defining;

    /**
     * Reads a body.
     *
     * @param first the start of the body
     * @param indentation the indentation of the declaration
     */
    ExpressionBody(BraceSyntax language, CodeBytes code, Literals literals, int first, int indentation) {
        this.language = language;
        this.code = code;
        this.literals = literals;
        this.indentation = indentation;
        this.at = first;
        this.end = first;
        while (at < code.length() && !isOver()) {
            readToken();
        }
    }

    /** Returns the end of its last token. */
    int end() {
        return end;
    }

    /** Returns the first unread offset, after trailing comments and white space. */
    int next() {
        return at;
    }

    /** Returns the comments in it and directly after it. */
    List<Span> comments() {
        return comments;
    }

    /** Whether it contains a definition. */
    boolean isDefining() {
        return defining;
    }

    /** Whether its brackets match. */
    boolean isMatched() {
        return nesting == 0;
    }

    private boolean isOver() {
        if (nesting > 0) {
            return false;
        }
        return code.isOneOf(at, ")]};") || (code.is(at, '\n') && endsLine());
    }

    private boolean endsLine() {
        int next = code.spaceEnd(at);
        return next == code.length() || code.indentation(next) <= indentation;
    }

    private void readToken() {
        int start = at;
        at = code.spaceEnd(start);
        if (at > start) {
            return;
        }
        at = literals.commentEnd(start);
        if (at > start) {
            comments.add(new Span(start, at));
            return;
        }
        at = code.wordEnd(start);
        if (at > start) {
            defining |= language.definesLocally(code.text(start, at)) && !code.is(start - 1, '.');
        } else {
            at = literals.stringEnd(start);
        }
        if (at == start) {
            readMark();
        }
        end = at;
    }

    private void readMark() {
        if (code.isOneOf(at, "([{")) {
            nesting++;
        } else if (code.isOneOf(at, ")]}")) {
            nesting--;
        }
        at++;
    }
}
