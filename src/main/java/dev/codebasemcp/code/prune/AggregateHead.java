package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.text.CodeBytes;
import java.util.Set;

/**
 * The head of a class, struct, union or enum of C++ or C, between its keyword and braces: {@code class API Foo final :
 * Base}. The last of several words is the name, and the ones before it are macros, whatever their spelling.
 */
final class AggregateHead {
    /** Words that may follow the name, and words before it that a parser knows. */
    private static final Set<String> NO_NAMES =
            Set.of("final", "sealed", "abstract", "class", "struct", "alignas", "__attribute__", "__declspec");

    /** Words that may follow a function's parameters. */
    private static final Set<String> BEHIND_NAMES = Set.of("const", "volatile", "override", "noexcept", "throw", "try");

    private final Macros macros;
    private final CodeBytes code;
    private final String keyword;
    private int words;
    /** Whether the last word has arguments, like a function. */
    private boolean called;

    private AggregateHead(Macros macros, CodeBytes code, String keyword) {
        this.macros = macros;
        this.code = code;
        this.keyword = keyword;
    }

    /**
     * Returns the end of a macro, including its arguments, that directly follows a keyword.
     *
     * @return {@code start} if the word is not a macro: {@code struct stat st{};} declares a variable
     */
    static int macroEnd(Macros macros, CodeBytes code, int start, String keyword) {
        int end = code.wordEnd(start);
        int open = macros.tokenStart(end);
        if (!isName(code.text(start, end)) || macros.nameEnd(start) != end) {
            return start;
        }
        int macroEnd = code.is(open, '(') ? macros.closingEnd(open) : end;
        boolean macro = macroEnd > 0 && new AggregateHead(macros, code, keyword).isBefore(macroEnd, start);
        return macro ? macroEnd : start;
    }

    private boolean isBefore(int end, int start) {
        int mark = skipWords(end);
        if (words == 0 || called) {
            return false;
        }
        if (code.is(mark, ':')) {
            return !code.isDigit(macros.tokenStart(mark + 1)) && opens(mark + 1);
        }
        return code.is(mark, '{') && (keyword.equals("class") || holdsMembers(mark) || isTag(start, end, mark));
    }

    /** Counts the words of the head; returns the end of the last one. */
    private int skipWords(int from) {
        int farthest = macros.farthest(from);
        int at = macros.tokenStart(from);
        int end = macros.nameEnd(at);
        while (end > at && at < farthest) {
            boolean name = isName(code.text(at, end));
            words += name ? 1 : 0;
            int next = macros.tokenStart(end);
            int closing = code.is(next, '(') ? macros.closingEnd(next) : next;
            called = name ? closing > next : called;
            at = macros.tokenStart(Math.max(next, closing));
            end = macros.nameEnd(at);
        }
        return at;
    }

    /** A word that ends in {@code FINAL} follows the name. */
    private static boolean isName(String word) {
        return !NO_NAMES.contains(word)
                && !BEHIND_NAMES.contains(word)
                && !word.endsWith("FINAL")
                && !word.endsWith("SEALED");
    }

    /** Whether braces follow before the end of a declaration; otherwise, the colon starts a bit field. */
    private boolean opens(int from) {
        int farthest = macros.farthest(from);
        int at = from;
        while (at < farthest && !code.isOneOf(at, "{;=}")) {
            at = macros.literalEnd(at);
        }
        return code.is(at, '{');
    }

    /** Whether the braces at an offset contain declarations or enumerators instead of initial values. */
    private boolean holdsMembers(int open) {
        int farthest = macros.farthest(open);
        int first = macros.tokenStart(open + 1);
        int at = first;
        while (at < farthest && !code.isOneOf(at, "{};")) {
            at = macros.literalEnd(at);
        }
        boolean declares = code.is(at, ';') || at >= farthest || (code.is(at, '{') && at > first);
        return declares || (keyword.equals("enum") && code.isSpace(open - 1) && code.isLetter(first));
    }

    /** {@code struct API Tag {}} and not {@code struct stat st{}}. */
    private boolean isTag(int start, int end, int open) {
        String macro = code.text(start, end);
        boolean capital = macro.chars().anyMatch(Character::isUpperCase);
        return capital && code.isSpace(open - 1) && code.is(macros.tokenStart(open + 1), '}');
    }
}
