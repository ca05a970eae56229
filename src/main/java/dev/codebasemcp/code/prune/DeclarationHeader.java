package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.language.BraceSyntax;
import dev.codebasemcp.code.language.BraceSyntax.Trait;
import dev.codebasemcp.code.prune.PrunedSource.Elision;
import java.util.List;
import java.util.Set;

/**
 * The tokens of a declaration before its braces, which decide the meaning of the braces.
 *
 * <p>When in doubt, braces are not a body, so that no definition is lost.
 */
final class DeclarationHeader {
    /** Words in C, C++ and Java whose parentheses contain no parameters. */
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

    /** Words in Scala 3 whose parentheses precede definitions. */
    private static final Set<String> EXTENDING = Set.of("extension", "given", "using");

    private final BraceSyntax language;
    private final ParameterLists lists = new ParameterLists();
    private int start;
    private int depth;
    private char last;
    /** Like {@link #last}, but keeps the previous declaration's value until this one has a token. */
    private char lastOfAny;

    private String lastWord = "";
    private boolean parameters;
    private boolean function;
    private boolean container;
    private boolean aggregate;
    private boolean named;
    private boolean assigned;
    /** Whether only a name and parenthesized arguments were read. */
    private boolean call;

    private boolean over;

    DeclarationHeader(BraceSyntax language) {
        this.language = language;
    }

    /** Reads a word or number outside of strings and comments. */
    void word(String word, int at) {
        endIfOver();
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

    /** Reads a string. */
    void literal() {
        endIfOver();
        read('"');
    }

    /** Reads any other character except white space and braces. */
    void punctuation(char c, int at) {
        if (c != ',') {
            endIfOver();
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
                    lists.discard();
                }
            }
            default -> {
                // no effect on the declaration
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
            lists.discard();
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
            lists.keep();
        }
        end();
    }

    /** Reads an equals sign that is not part of another operator. */
    void assign() {
        assigned |= depth == 0 && !lastWord.equals("operator");
    }

    /** Reads the {@code template <...>} before a declaration. */
    void templateHead(int at) {
        start = last == 0 ? at : start;
        read('>');
    }

    /** Reads a line break, which ends declarations in some languages. */
    void lineBreak() {
        if (language.has(Trait.LINES_END_DECLARATIONS) && depth == 0) {
            if (function || isCall()) {
                lists.keep();
            }
            end();
        }
    }

    /** Reads a brace around definitions. */
    void brace(char brace) {
        end();
        lastOfAny = brace;
    }

    /** Whether an opening brace here starts a body without relevant definitions. */
    boolean opensBody() {
        over = false;
        boolean body = isBody();
        if (body && depth == 0) {
            lists.keep();
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

    /** {@code test("that it works") {}} in a language with such calls among definitions. */
    private boolean isCall() {
        return language.has(Trait.BLOCK_ARGUMENTS) && call && last == ')';
    }

    /** Reads the end of a body. A comma or another brace continues the declaration, as after {@code A() : b{1}}. */
    void bodyEnded() {
        over = true;
        read('}');
    }

    /**
     * Returns the start of the declaration if an expression body may follow the equals sign just read; otherwise -1.
     */
    int startOfExpressions() {
        return language.has(Trait.EXPRESSION_BODIES) && function && depth == 0 ? start : -1;
    }

    /** Marks a function that creates an object, so that the next braces contain definitions. */
    void makesObject() {
        lists.keep();
        function = false;
    }

    /** Ends the declaration after an expression body. */
    void expressionEnded() {
        lists.keep();
        end();
    }

    /** Ends a declaration. */
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

    /** Discards the declaration, as an alternative text replaces it. */
    void reset() {
        depth = 0;
        lists.discard();
        end();
    }

    /** Whether no token of a declaration was read yet. */
    boolean isFresh() {
        return depth == 0 && (last == 0 || over);
    }

    /** Whether the position is outside of parentheses. */
    boolean isOutermost() {
        return depth == 0;
    }

    /** Whether a name at this position may be a macro that is an attribute or expands to nothing. */
    boolean mayStandAlone() {
        return depth == 0 && (last == 0 || isOneOf(last, "}>:"));
    }

    /** Whether a declaration, not an opening brace, directly precedes. */
    boolean followsDeclaration() {
        return lastOfAny == '}' || lastOfAny == ';';
    }

    /** Whether a parameter list was read, followed only by qualifiers. */
    boolean followsParameters() {
        return parameters && !over && depth == 0 && !assigned && !isOneOf(last, ":,");
    }

    boolean followsWord() {
        return depth == 0 && last == 'a';
    }

    /** Whether the previous word is at least the second of a declaration, as a name after a type. */
    boolean isNamed() {
        return named && last == 'a';
    }

    /** Returns the previous word, empty if another token precedes. */
    String lastWord() {
        return followsWord() ? lastWord : "";
    }

    /** Returns the start of the declaration. */
    int start() {
        return start;
    }

    /** Returns the contents of the parameter lists of all functions. */
    List<Elision> parameterLists() {
        return lists.all();
    }

    /** Whether all parentheses match. */
    boolean isBalanced() {
        return depth == 0;
    }

    private void endIfOver() {
        if (over) {
            end();
        }
    }
}
