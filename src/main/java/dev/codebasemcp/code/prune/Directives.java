package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.CodeBytes;
import java.util.List;

/** The lines of C's preprocessor. */
final class Directives {
    private final CodeBytes code;

    Directives(CodeBytes code) {
        this.code = code;
    }

    /** Where the directive ends that an offset is in, with the lines that it goes on to. */
    int end(int from) {
        int end = code.lineEnd(from);
        while (end < code.length() && goesOn(end)) {
            end = code.lineEnd(end + 1);
        }
        return end;
    }

    private boolean goesOn(int lineEnd) {
        int last = lineEnd - 1;
        return code.is(last, '\\') || (code.is(last, '\r') && code.is(last - 1, '\\'));
    }

    /** The name of a directive; empty if it has none. */
    String word(int hash) {
        int start = nameStart(hash);
        return code.text(start, code.wordEnd(start));
    }

    /** In the same line: {@code #} alone is a directive too. */
    private int nameStart(int hash) {
        return code.lineSpaceEnd(hash + 1);
    }

    /**
     * What a parser can do without, which evaluates nothing: all of a directive that neither defines nor chooses, and of a
     * condition all but the first letter of a name.
     *
     * @param hash where the directive starts
     * @param end where it ends
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
