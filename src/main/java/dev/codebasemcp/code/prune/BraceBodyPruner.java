package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.BraceSyntax;
import dev.codebasemcp.code.language.BraceSyntax.Trait;
import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.CodeBytes;
import dev.codebasemcp.code.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Prunes what an outline does not show: function bodies, parameters, imports, comments, and code that parsers cannot
 * handle. Finds bodies by their braces.
 *
 * <p>If braces or parentheses do not match, as may happen with a preprocessor, prunes only macros before class names.
 * Use one instance per text.
 */
final class BraceBodyPruner {
    /** Parsing a shorter body is faster than pruning it. */
    private static final int SHORTEST = 4;

    private final BraceSyntax language;
    private final byte[] whole;
    private final CodeBytes code;
    private final Literals literals;
    private final Macros macros;
    private final Directives directives;
    private final DeclarationHeader header;
    private final List<Elision> elisions = new ArrayList<>();
    /** The elisions that are valid even if braces do not match. */
    private final List<Elision> macrosOfHeads = new ArrayList<>();

    private final List<Span> comments = new ArrayList<>();
    private final List<Span> attributes = new ArrayList<>();
    private final Deque<Branch> branches = new ArrayDeque<>();
    private int at;
    private int depth;
    /** The start of the body that contains {@link #at}, or -1. In a body, {@link #outside} is the depth around it. */
    private int body = -1;

    private int outside;
    /** Whether the body defines something. */
    private boolean defining;

    private boolean malformed;

    BraceBodyPruner(BraceSyntax language, byte[] whole) {
        this.language = language;
        this.whole = whole;
        this.code = new CodeBytes(whole);
        this.literals = new Literals(language, code);
        this.macros = new Macros(code, literals);
        this.directives = new Directives(code);
        this.header = new DeclarationHeader(language);
    }

    /**
     * The state at a directive that starts alternatives.
     *
     * @param hash the directive before the current alternative
     * @param fresh whether a declaration may start there
     * @param joined whether an earlier alternative was pruned because the code after the directives continues all of
     *     them
     */
    private record Branch(int depth, int body, int hash, boolean fresh, boolean joined) {}

    /** Prunes the text. */
    PrunedSource prune() {
        while (at < code.length() && !malformed) {
            step();
        }
        elisions.addAll(header.parameterLists());
        boolean matched = !malformed && depth == 0 && body < 0 && header.isBalanced();
        if (matched && !elisions.isEmpty()) {
            return PrunedSource.without(whole, elisions, comments, attributes);
        }
        return macrosOfHeads.isEmpty()
                ? PrunedSource.whole(whole)
                : PrunedSource.without(whole, macrosOfHeads, List.of(), List.of());
    }

    private void step() {
        if (code.isWord(at)) {
            readWord();
            return;
        }
        int start = at;
        at = literals.commentEnd(start);
        if (at > start) {
            addComment(new Span(start, at));
            return;
        }
        at = literals.stringEnd(start);
        if (at > start) {
            recordLiteral();
        } else {
            at++;
            readMark((char) code.at(start));
        }
    }

    /** Prunes the comment too, unless that would join two tokens. */
    private void addComment(Span comment) {
        comments.add(comment);
        if (code.isSpace(comment.from() - 1) || code.isSpace(comment.to())) {
            elisions.add(Elision.between(comment.from(), comment.to()));
        }
    }

    private void readWord() {
        int start = at;
        boolean number = code.isDigit(start);
        while (code.isWord(at) || (number && isSeparator(at))) {
            at++;
        }
        int end = literals.rawStringEnd(start, at);
        if (end > at) {
            at = end;
            recordLiteral();
        } else if (body >= 0) {
            defining |= definesLocally(start);
        } else {
            readWordOfHeader(start, code.text(start, at));
        }
    }

    private void readWordOfHeader(int start, String word) {
        if (header.isFresh() && language.startsImport(word)) {
            readImport(start);
            return;
        }
        boolean qualified = code.is(start - 1, ':');
        boolean surplus =
                language.has(Trait.PREPROCESSOR) && !qualified && (skipsMacro(start) || isTemplate(start, word));
        if (!surplus) {
            header.word(word, start);
        }
    }

    private void readImport(int start) {
        String ends = language.has(Trait.LINES_END_DECLARATIONS) ? ";\n" : ";";
        int nesting = 0;
        while (at < code.length() && (nesting > 0 || !code.isOneOf(at, ends))) {
            nesting += code.is(at, '{') ? 1 : code.is(at, '}') ? -1 : 0;
            int comment = literals.commentEnd(at);
            if (comment > at) {
                comments.add(new Span(at, comment));
            }
            at = Math.max(comment, at + 1);
        }
        malformed |= nesting != 0;
        at += code.is(at, ';') ? 1 : 0;
        elisions.add(Elision.between(start, at));
    }

    private boolean skipsMacro(int start) {
        int end = macros.end(start, at, header);
        if (end == start) {
            return false;
        }
        at = end;
        elisions.add(Elision.between(start, at));
        if (Macros.AGGREGATES.contains(header.lastWord())) {
            macrosOfHeads.add(Elision.between(start, at));
        }
        if (macros.isAttributeOfNext(start, at)) {
            attributes.add(new Span(start, at));
        }
        return true;
    }

    /** Prunes the parameters of {@code template <class T> void f();}, and all of {@code template class A<int>;}. */
    private boolean isTemplate(int start, String word) {
        boolean external = header.lastWord().equals("extern");
        if (!word.equals("template") || !(header.mayStandAlone() || external)) {
            return false;
        }
        int open = macros.tokenStart(at);
        return code.is(open, '<')
                ? isTemplateHead(start, open)
                : isInstantiation(external ? header.start() : start, open);
    }

    private boolean isTemplateHead(int start, int open) {
        int end = macros.argumentsEnd(open);
        if (end < 0) {
            return false;
        }
        at = end;
        elisions.add(Elision.between(open + 1, end - 1));
        header.templateHead(start);
        return true;
    }

    private boolean isInstantiation(int start, int name) {
        int semicolon = macros.semicolon(name);
        if (!code.is(semicolon, ';')) {
            return false;
        }
        at = semicolon + 1;
        elisions.add(Elision.between(start, at));
        header.end();
        return true;
    }

    /** In C, {@code struct a {}} and not {@code struct a b}. */
    private boolean definesLocally(int start) {
        if (!language.definesLocally(code.text(start, at)) || code.is(start - 1, '.')) {
            return false;
        }
        if (!language.has(Trait.PREPROCESSOR)) {
            return true;
        }
        return macros.opensBraces(at);
    }

    private void recordLiteral() {
        if (body < 0) {
            header.literal();
        }
    }

    private void readMark(char mark) {
        switch (mark) {
            case '{' -> open();
            case '}' -> close();
            case '#' -> readDirective();
            case ' ', '\t', '\r' -> {
                // between two tokens
            }
            default -> {
                if (body < 0) {
                    readMarkOfHeader(mark);
                }
            }
        }
    }

    private void readMarkOfHeader(char mark) {
        if (mark == '\n') {
            header.lineBreak();
            return;
        }
        header.punctuation(mark, at - 1);
        if (mark == '=' && !code.is(at, '=') && !code.isOneOf(at - 2, "=!<>")) {
            header.assign();
            readExpression();
        }
    }

    /** Prunes an expression body after an equals sign except for its first letter: a name is a body too. */
    private void readExpression() {
        int declaration = header.startOfExpressions();
        int first = code.spaceEnd(at);
        if (declaration < 0 || first == at || !code.isSpace(at - 2) || !code.isLetter(first)) {
            return;
        }
        if (language.makesObject(code.text(first, code.wordEnd(first)))) {
            header.makesObject();
            return;
        }
        ExpressionBody expression = new ExpressionBody(language, code, literals, first, code.indentation(declaration));
        at = expression.next();
        expression.comments().forEach(this::addComment);
        malformed |= !expression.isMatched();
        if (!expression.isDefining() && expression.end() - first > SHORTEST) {
            elisions.add(Elision.tail(first + 1, expression.end()));
        }
        header.expressionEnded();
    }

    private void open() {
        if (body < 0 && header.opensBody()) {
            body = at;
            outside = depth;
            defining = false;
        } else if (body < 0) {
            header.brace('{');
        }
        depth++;
    }

    private void close() {
        depth--;
        malformed |= depth < 0;
        if (body >= 0 && depth == outside) {
            endBody();
        } else if (body < 0) {
            header.brace('}');
        }
    }

    private void endBody() {
        int end = at - 1;
        if (end - body >= SHORTEST && !defining) {
            elisions.add(Elision.between(body, end));
        }
        body = -1;
        header.bodyEnded();
    }

    /** Reads a directive with its continuation lines. All alternatives start at the same depth. */
    private void readDirective() {
        int hash = at - 1;
        if (!language.has(Trait.PREPROCESSOR) || !code.startsLine(hash)) {
            return;
        }
        at = directives.end(at);
        elisions.addAll(directives.surplus(hash, at));
        String word = directives.word(hash);
        defining |= word.startsWith("define");
        if (word.startsWith("if")) {
            branches.push(new Branch(depth, body, hash, header.isFresh(), false));
        } else if (word.startsWith("el") && !branches.isEmpty()) {
            restore(branches.pop(), hash);
        } else if (word.startsWith("endif")
                && !branches.isEmpty()
                && branches.pop().joined()) {
            elisions.add(Elision.between(hash, at));
        }
    }

    /** Keeps the last of alternative heads of one function. */
    private void restore(Branch start, int hash) {
        boolean unfinished = body < 0 && start.fresh() && !header.isFresh();
        if (unfinished) {
            elisions.add(Elision.between(start.hash(), at));
            header.reset();
        }
        branches.push(new Branch(start.depth(), start.body(), hash, start.fresh(), start.joined() || unfinished));
        depth = start.depth();
        if (start.body() < 0) {
            body = -1;
        } else {
            malformed |= body != start.body();
        }
    }

    private boolean isSeparator(int offset) {
        return language.has(Trait.PREPROCESSOR) && code.is(offset, '\'') && code.isWord(offset + 1);
    }
}
