package dev.codebasemcp.code;

import dev.codebasemcp.code.Found.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out the bodies of functions and comments; finds bodies by their braces.
 *
 * <p>Where braces or parentheses do not match, as they may with a preprocessor, it leaves the text whole: all that a wrong
 * guess could cost is time. For one text at a time.
 */
final class BodyFinder {
    /** A shorter body is parsed faster than it is left out. */
    private static final int SHORTEST = 16;

    private static final boolean[] WORD = wordBytes();

    private final BraceLanguage language;
    private final byte[] code;
    private final Literals literals;
    private final DeclarationHeader header;
    private final List<Span> cuts = new ArrayList<>();
    private final List<Span> comments = new ArrayList<>();
    private final List<Span> attributes = new ArrayList<>();
    private final Deque<Branch> branches = new ArrayDeque<>();
    private int at;
    private int depth;
    /** Where the body starts that {@link #at} is in, or -1; then {@link #outside} is the depth around it. */
    private int body = -1;

    private int outside;
    private int cutsBefore;
    /** Whether the body defines something. */
    private boolean defining;

    private boolean confused;

    private BodyFinder(BraceLanguage language, byte[] code) {
        this.language = language;
        this.code = code;
        this.literals = new Literals(language, code);
        this.header = new DeclarationHeader(language);
    }

    /** How things stood where a directive began a choice between several texts. */
    private record Branch(int depth, int body) {}

    /** Leaves the bodies out, if the language's are easy to tell. */
    static Skimmed skim(Grammar grammar, byte[] code) {
        Optional<BraceLanguage> language = BraceLanguage.of(grammar);
        return language.isEmpty() ? Skimmed.whole(code) : new BodyFinder(language.get(), code).skim();
    }

    private Skimmed skim() {
        while (at < code.length && !confused) {
            step();
        }
        boolean matched = !confused && depth == 0 && body < 0 && header.isBalanced();
        return matched && !cuts.isEmpty() ? Skimmed.without(code, cuts, comments, attributes) : Skimmed.whole(code);
    }

    private void step() {
        if (isWord(at)) {
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
            sayLiteral();
        } else {
            at++;
            readMark((char) code[start]);
        }
    }

    /** Is left out too, unless two tokens would become one. */
    private void addComment(Span comment) {
        comments.add(comment);
        if (comment.to() - comment.from() >= SHORTEST && (isSpace(comment.from() - 1) || isSpace(comment.to()))) {
            cuts.add(comment);
        }
    }

    private void readWord() {
        int start = at;
        boolean number = code[start] >= '0' && code[start] <= '9';
        while (at < code.length && (isWord(at) || (number && isSeparator(at)))) {
            at++;
        }
        int end = literals.rawStringEnd(start, at);
        if (end > at) {
            at = end;
            sayLiteral();
        } else if (body < 0 && isLoneMacro(start)) {
            cuts.add(new Span(start, at));
            attributes.add(new Span(start, at));
        } else if (body < 0) {
            header.word(literals.text(start, at));
        } else {
            defining |= definesLocally(start);
        }
    }

    /** In C, {@code struct a {}} and not {@code struct a b}. */
    private boolean definesLocally(int start) {
        if (!language.definesLocally(literals.text(start, at)) || code[start - 1] == '.') {
            return false;
        }
        if (language != BraceLanguage.C_FAMILY) {
            return true;
        }
        int next = spaceEnd(at);
        while (next < code.length && isWord(next)) {
            next++;
        }
        next = spaceEnd(next);
        return next + 1 < code.length && (code[next] == '{' || (code[next] == ':' && code[next + 1] != ':'));
    }

    /** {@code SOME_ATTRIBUTE} alone on its line, at which a parser that knows no macros stumbles. */
    private boolean isLoneMacro(int start) {
        if (language != BraceLanguage.C_FAMILY || !startsLine(start) || !header.mayStandAlone()) {
            return false;
        }
        boolean joined = false;
        for (int i = start; i < at; i++) {
            if (code[i] >= 'a' && code[i] <= 'z') {
                return false;
            }
            joined |= code[i] == '_';
        }
        int next = spaceEnd(at);
        boolean value = next == code.length || ",=}".indexOf(code[next]) >= 0;
        return joined && literals.text(at, next).contains("\n") && !value;
    }

    private void sayLiteral() {
        if (body < 0) {
            header.literal();
        }
    }

    private void readMark(char mark) {
        switch (mark) {
            case '{' -> open();
            case '}' -> close();
            case '\n' -> {
                if (body < 0) {
                    header.lineBreak();
                }
            }
            case '#' -> readDirective();
            case ' ', '\t', '\r' -> {
                // between two tokens
            }
            default -> {
                if (body < 0) {
                    header.punctuation(mark);
                }
            }
        }
    }

    private void open() {
        if (body < 0 && header.opensBody()) {
            body = at;
            outside = depth;
            cutsBefore = cuts.size();
            defining = false;
        } else if (body < 0) {
            header.end();
        }
        depth++;
    }

    private void close() {
        depth--;
        confused |= depth < 0;
        if (body >= 0 && depth == outside) {
            endBody();
        } else if (body < 0) {
            header.end();
        }
    }

    private void endBody() {
        int end = at - 1;
        if (end - body >= SHORTEST && !defining) {
            cuts.subList(cutsBefore, cuts.size()).clear();
            cuts.add(new Span(body, end));
        }
        body = -1;
        header.bodyEnded();
    }

    /** A directive is one token, with the lines that it goes on to; of a choice, each text starts at the same depth. */
    private void readDirective() {
        if (!language.hasDirectives() || !startsLine(at - 1)) {
            return;
        }
        int start = at;
        at = literals.lineEnd(at);
        while (at < code.length && goesOn(at)) {
            at = literals.lineEnd(at + 1);
        }
        String word = literals.text(start, at).stripLeading();
        defining |= word.startsWith("define");
        if (word.startsWith("if")) {
            branches.push(new Branch(depth, body));
        } else if (word.startsWith("el") && !branches.isEmpty()) {
            goBackTo(branches.peek());
        } else if (word.startsWith("endif") && !branches.isEmpty()) {
            branches.pop();
        }
    }

    private void goBackTo(Branch start) {
        depth = start.depth();
        if (start.body() < 0) {
            body = -1;
        } else {
            confused |= body != start.body();
        }
    }

    private boolean goesOn(int lineEnd) {
        int last = lineEnd - 1;
        return code[last] == '\\' || (code[last] == '\r' && code[last - 1] == '\\');
    }

    private boolean startsLine(int offset) {
        int before = offset - 1;
        while (before >= 0 && (code[before] == ' ' || code[before] == '\t')) {
            before--;
        }
        return before < 0 || code[before] == '\n';
    }

    private boolean isSeparator(int offset) {
        boolean quote = code[offset] == '\'' && language == BraceLanguage.C_FAMILY;
        return quote && offset + 1 < code.length && isWord(offset + 1);
    }

    private int spaceEnd(int from) {
        int end = from;
        while (end < code.length && isSpace(end)) {
            end++;
        }
        return end;
    }

    private boolean isSpace(int offset) {
        return offset < 0
                || offset >= code.length
                || code[offset] == ' '
                || code[offset] == '\n'
                || code[offset] == '\t';
    }

    private boolean isWord(int offset) {
        return WORD[code[offset] & 0xFF];
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
