package dev.codebasemcp.code;

/**
 * What was read of a declaration before its braces, and what it makes of them.
 *
 * <p>It errs towards definitions: braces of which it is not sure are no body.
 */
final class DeclarationHeader {
    private final BraceLanguage language;
    private int depth;
    private char last;
    private boolean parameters;
    private boolean function;
    private boolean container;
    private boolean aggregate;
    private boolean over;

    DeclarationHeader(BraceLanguage language) {
        this.language = language;
    }

    /** A word or number outside of strings and comments. */
    void word(String word) {
        startAfresh();
        boolean parameter = last == '<' || last == ',' || last == '.';
        if (depth == 0 && !parameter) {
            function |= language.startsFunction(word);
            container |= language.startsContainer(word);
            aggregate |= language.startsRecord(word);
        }
        last = 'a';
    }

    /** A string. */
    void literal() {
        startAfresh();
        last = '"';
    }

    /** Any other character but white space and braces. */
    void punctuation(char c) {
        if (c != ',') {
            startAfresh();
        }
        over = false;
        last = c;
        switch (c) {
            case '(', '[' -> depth++;
            case ')', ']' -> {
                depth--;
                parameters |= depth == 0 && c == ')';
            }
            case ';' -> end();
            default -> {
                // says nothing of what follows
            }
        }
    }

    /** Whether a name right here may be a macro that stands for an attribute or for nothing. */
    boolean mayStandAlone() {
        return depth == 0 && (last == 0 || last == '}' || last == '>' || last == ':');
    }

    /** A line break, which ends a declaration in some languages. */
    void lineBreak() {
        if (language.endsDeclarationsWithLines()) {
            end();
        }
    }

    /** Whether an opening brace here starts a body, which holds no definition that matters. */
    boolean opensBody() {
        over = false;
        if (language.hasFunctionWords()) {
            return function || (last == '!' && language == BraceLanguage.RUST);
        }
        if (depth > 0 || last == '=') {
            return true;
        }
        return parameters && !container && !(aggregate && last != ')');
    }

    /** A body has ended; a comma or another brace goes on with the declaration, as after {@code A() : b{1}}. */
    void bodyEnded() {
        over = true;
        last = '}';
    }

    /** The braces of a container, or the end of a declaration. */
    void end() {
        if (depth == 0) {
            last = 0;
            parameters = false;
            function = false;
            container = false;
            aggregate = false;
            over = false;
        }
    }

    /** Whether all parentheses were closed, and none too many. */
    boolean isBalanced() {
        return depth == 0;
    }

    private void startAfresh() {
        if (over) {
            end();
        }
    }
}
