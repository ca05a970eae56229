package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.CodeBytes;
import java.util.List;

/** Directives of the C preprocessor. */
final class Directives {
    private final CodeBytes code;

    Directives(CodeBytes code) {
        this.code = code;
    }

    /** Returns the end of the directive around an offset, including continuation lines. */
    int end(int from) {
        int end = code.lineEnd(from);
        while (end < code.length() && continuesAfter(end)) {
            end = code.lineEnd(end + 1);
        }
        return end;
    }

    private boolean continuesAfter(int lineEnd) {
        int last = lineEnd - 1;
        return code.is(last, '\\') || (code.is(last, '\r') && code.is(last - 1, '\\'));
    }

    /** Returns the name of a directive; empty if it has none. */
    String word(int hash) {
        int start = nameStart(hash);
        return code.text(start, code.wordEnd(start));
    }

    /** Stays on the line: a lone {@code #} is a directive too. */
    private int nameStart(int hash) {
        return code.lineSpaceEnd(hash + 1);
    }

    /**
     * Returns the parts that a parser does not need, since it evaluates nothing. Of a condition, keeps the first letter
     * of a name. Removes all other directives except definitions, {@code else} and {@code endif}.
     *
     * @param hash the start of the directive
     * @param end its end
     */
    List<Elision> surplus(int hash, int end) {
        String word = word(hash);
        if (word.equals("define") || word.equals("else") || word.equals("endif")) {
            return List.of();
        }
        boolean chooses = word.startsWith("if") || word.startsWith("elif");
        return chooses ? surplusOfCondition(code.wordEnd(nameStart(hash)), end) : List.of(Elision.between(hash, end));
    }

    private List<Elision> surplusOfCondition(int from, int end) {
        int name = from;
        while (name < end && !code.isWord(name)) {
            name++;
        }
        boolean number = code.isDigit(name);
        return name == end || number
                ? List.of()
                : List.of(Elision.between(from + 1, name), Elision.between(name + 1, end));
    }
}
