package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.BraceSyntax;
import dev.codebasemcp.code.language.BraceSyntax.Trait;
import dev.codebasemcp.code.prune.PrunedSource.Elision;
import java.util.List;
import java.util.Set;

/**
 * What was read of a declaration before its braces, and what it makes of them.
 *
 * <p>It errs towards definitions: braces of which it is not sure are no body.
 */
final class DeclarationHeader {
    /** Words in C, C++ and Java whose parentheses hold no parameters. */
    private static final Set<String> OPERATORS = Set.of(
            "alignas",
            "catch",
            "decltype",
            "explicit",
            "for",
            "if",
            "noexcept",
            "operator",
            "requires",
            "sizeof",
            "static_assert",
            "switch",
            "synchronized",
            "throw",
            "try",
            "typeof",
            "while");

    /** Words in Scala 3 whose parentheses come before definitions. */
    private static final Set<String> EXTENDING = Set.of("extension", "given", "using");

    private final BraceSyntax language;
    private final ParameterLists lists = new ParameterLists();
    private int start;
    private int depth;
    private char last;
    /** Like {@link #last}, but of the declaration before if nothing was read of this one. */
    private char lastOfAny;

    private String lastWord = "";
    private boolean parameters;
    private boolean function;
    private boolean container;
    private boolean aggregate;
    private boolean named;
    private boolean assigned;
    /** Whether nothing but a name was read, with what is in parentheses behind it. */
    private boolean call;

    private boolean over;

    DeclarationHeader(BraceSyntax language) {
        this.language = language;
    }

    /** A word or number outside of strings and comments. */
    void word(String word, int at) {
        startAfresh();
        start = last == 0 ? at : start;
        if (depth == 0) {
            call = (last == 0 || (call && last == '.')) && mayBeCalled(word);
        }
        named = mayBeNamed() && isOneOf(last, "a>*&");
        if (last == 'a') {
            lists.readType();
        }
        if (depth == 0 && !isOneOf(last, "<,.")) {
            readKeyword(word);
        }
        read('a');
        lastWord = word;
    }

    private void readKeyword(String word) {
        function |= language.startsFunction(word);
        container |= language.startsContainer(word);
        aggregate |= language.startsRecord(word);
    }

    private static boolean mayBeCalled(String word) {
        return !isOperator(word) && !EXTENDING.contains(word);
    }

    private boolean mayBeNamed() {
        return depth == 0 && !parameters && !assigned;
    }

    /** A string. */
    void literal() {
        startAfresh();
        read('"');
    }

    /** Any other character but white space and braces. */
    void punctuation(char c, int at) {
        if (c != ',') {
            startAfresh();
        }
        over = false;
        char before = last;
        read(c);
        call = call && (depth > 0 || isOneOf(c, ".([])"));
        switch (c) {
            case '(', '[' -> open(c, before, at);
            case ')', ']' -> close(c, at);
            case ';' -> endStatement();
            case '*', '&', '^' -> {
                if (before == '(') {
                    lists.giveUp();
                }
            }
            default -> {
                // says nothing of what follows
            }
        }
    }

    private void read(char token) {
        last = token;
        lastOfAny = token;
    }

    private void open(char c, char before, int at) {
        if (depth == 0 && c == '(' && mayHoldParameters(before)) {
            lists.open(at + 1);
        } else if (before == '(') {
            lists.giveUp();
        }
        depth++;
    }

    private boolean mayHoldParameters(char before) {
        if (language.has(Trait.SEVERAL_PARAMETER_LISTS)) {
            return false;
        }
        if (!language.hasFunctionWords()) {
            return before == 'a' && !assigned && !isOperator(lastWord);
        }
        if (language.has(Trait.EXPRESSION_BODIES)) {
            return (function || call) && !assigned && isOneOf(before, "a])=+-*/!");
        }
        return function;
    }

    private static boolean isOperator(String word) {
        return OPERATORS.contains(word) || word.startsWith("__");
    }

    private static boolean isOneOf(char c, String wanted) {
        return wanted.indexOf(c) >= 0;
    }

    private void close(char c, int at) {
        depth--;
        if (depth == 0) {
            parameters |= c == ')';
            lists.close(at);
        }
    }

    /** {@code int f(int a);}, but {@code A a(b, c);} is a variable. */
    private void endStatement() {
        if (depth == 0 && lists.isTyped()) {
            lists.take();
        }
        end();
    }

    /** The equals sign that was just read is no part of another operator. */
    void assign() {
        assigned |= depth == 0 && !lastWord.equals("operator");
    }

    /** The {@code template <...>} before a declaration. */
    void templateHead(int at) {
        start = last == 0 ? at : start;
        read('>');
    }

    /** A line break, which ends a declaration in some languages. */
    void lineBreak() {
        if (language.has(Trait.LINES_END_DECLARATIONS) && depth == 0) {
            if (function || isCall()) {
                lists.take();
            }
            end();
        }
    }

    /** A brace that holds definitions opens or closes. */
    void brace(char brace) {
        end();
        lastOfAny = brace;
    }

    /** Whether an opening brace here starts a body, which holds no definition that matters. */
    boolean opensBody() {
        over = false;
        boolean body = isBody();
        if (body && depth == 0) {
            lists.take();
        }
        return body;
    }

    private boolean isBody() {
        if (language.hasFunctionWords()) {
            return function || isCall() || (last == '!' && language.has(Trait.MACRO_CALLS));
        }
        if (depth > 0 || last == '=') {
            return true;
        }
        return parameters && !container && !(aggregate && last != ')');
    }

    /** {@code test("that it works") {}}, in a language where that may be among definitions. */
    private boolean isCall() {
        return language.has(Trait.BLOCK_ARGUMENTS) && call && last == ')';
    }

    /** A body has ended; a comma or another brace goes on with the declaration, as after {@code A() : b{1}}. */
    void bodyEnded() {
        over = true;
        read('}');
    }

    /** Where the declaration starts whose body, an expression, follows an equals sign right here; -1 if none does. */
    int startOfExpressions() {
        return language.has(Trait.EXPRESSION_BODIES) && function && depth == 0 ? start : -1;
    }

    /** The function makes an object, so braces that follow hold definitions. */
    void makesObject() {
        lists.take();
        function = false;
    }

    /** The declaration has ended with a body that is an expression. */
    void expressionEnded() {
        lists.take();
        end();
    }

    /** The end of a declaration. */
    void end() {
        if (depth == 0) {
            last = 0;
            lists.clear();
            parameters = false;
            function = false;
            container = false;
            aggregate = false;
            assigned = false;
            call = false;
            over = false;
        }
    }

    /** Forgets what was read: another text is in its place. */
    void reset() {
        depth = 0;
        lists.giveUp();
        end();
    }

    /** Whether nothing was read of a declaration yet. */
    boolean isFresh() {
        return depth == 0 && (last == 0 || over);
    }

    /** Whether this is outside of parentheses. */
    boolean isOutermost() {
        return depth == 0;
    }

    /** Whether a name right here may be a macro that stands for an attribute or for nothing. */
    boolean mayStandAlone() {
        return depth == 0 && (last == 0 || isOneOf(last, "}>:"));
    }

    /** Whether a declaration ended right before, and not an opening brace. */
    boolean isBehindDeclaration() {
        return lastOfAny == '}' || lastOfAny == ';';
    }

    /** Whether a parameter list was read and nothing but qualifiers behind it. */
    boolean isBehindParameters() {
        return parameters && !over && depth == 0 && !assigned && !isOneOf(last, ":,");
    }

    boolean isBehindWord() {
        return depth == 0 && last == 'a';
    }

    /** Whether the word right before is the second at least of a declaration, as a name behind a type. */
    boolean isNamed() {
        return named && last == 'a';
    }

    /** The word right before, empty if there is none. */
    String lastWord() {
        return isBehindWord() ? lastWord : "";
    }

    /** Where the declaration starts. */
    int start() {
        return start;
    }

    /** The insides of the parameter lists of all functions. */
    List<Elision> parameterLists() {
        return lists.all();
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
