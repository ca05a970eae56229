package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Known limits of the hand-written scanners of some grammars. They keep their state in 1,024 bytes, and end the process on
 * overflow. Checks texts for that in advance, with a margin that hand-written files hardly ever reach. The
 * {@link dev.codebasemcp.quarantine.Quarantine} handles unknown limits.
 */
final class ScannerLimits {
    /** The usable part of the 1,024 bytes; open constructs are only counted roughly. */
    private static final int STATE_BYTES = 800;
    /** A string around an interpolation takes 5 bytes in Ruby, and 1 in Kotlin. */
    private static final int RUBY_STRING_BYTES = 5;

    /** A heredoc in Ruby takes 4 bytes besides its word, and one byte for the word's length. */
    private static final int RUBY_HEREDOC_BYTES = 4;

    private static final int RUBY_MAX_WORD = 255;
    private static final int SHELL_HEREDOC_BYTES = 8;
    /** Each takes two bytes. */
    private static final int MAX_INDENTATIONS = 400;

    private static final int TAB = 8;

    private final byte[] code;
    private final Map<String, Integer> openWords = new HashMap<>();
    /** Whether each open brace is an interpolation. */
    private final Deque<Boolean> braces = new ArrayDeque<>();

    private int interpolations;
    private int heredocBytes;

    private ScannerLimits(byte[] code) {
        this.code = code;
    }

    /** Why a scanner would end the process; empty if it would not. */
    static Optional<String> exceeded(Language language, byte[] code) {
        ScannerLimits limits = new ScannerLimits(code);
        boolean exceeded = switch (language) {
            case RUBY -> limits.hasHeredocs() && limits.exceedsRuby();
            case BASH -> limits.hasHeredocs() && limits.exceedsShell();
            case KOTLIN -> limits.exceedsKotlin();
            case PYTHON -> limits.exceedsPython();
            default -> false;
        };
        return exceeded ? Optional.of("it nests deeper than its parser supports") : Optional.empty();
    }

    private boolean hasHeredocs() {
        for (int i = 1; i < code.length; i++) {
            if (code[i] == '<' && code[i - 1] == '<') {
                return true;
            }
        }
        return false;
    }

    private boolean exceedsKotlin() {
        for (int at = 0; at < code.length; at++) {
            readBrace(at, '$');
            if (interpolations > STATE_BYTES) {
                return true;
            }
        }
        return false;
    }

    private boolean exceedsRuby() {
        boolean exceeds = false;
        for (int at = 0; at < code.length && !exceeds; at++) {
            readBrace(at, '#');
            if (code[at] == '\n') {
                close(at + 1, RUBY_HEREDOC_BYTES);
            } else if (isHeredoc(at)) {
                int mark = is(at + 2, '-') || is(at + 2, '~') ? at + 3 : at + 2;
                exceeds = openRuby(word(mark));
                at = mark - 1;
            }
            exceeds |= heredocBytes > 0 && heredocBytes + RUBY_STRING_BYTES * interpolations > STATE_BYTES;
        }
        return exceeds;
    }

    private boolean openRuby(String word) {
        if (!word.isEmpty()) {
            open(word, RUBY_HEREDOC_BYTES);
        }
        return word.length() > RUBY_MAX_WORD;
    }

    private boolean isHeredoc(int at) {
        return code[at] == '<' && is(at + 1, '<');
    }

    private boolean exceedsShell() {
        for (int at = 0; at < code.length; at++) {
            if (code[at] == '\n') {
                close(at + 1, SHELL_HEREDOC_BYTES);
            } else if (isHeredoc(at)) {
                boolean string = is(at + 2, '<');
                int mark = at + 2;
                while (is(mark, '-') || isSpace(mark)) {
                    mark++;
                }
                if (!string) {
                    open(word(mark), SHELL_HEREDOC_BYTES);
                }
                at += string ? 2 : 1;
            }
            if (heredocBytes > STATE_BYTES) {
                return true;
            }
        }
        return false;
    }

    private void readBrace(int at, char interpolation) {
        if (code[at] == '{') {
            boolean interpolates = at > 0 && code[at - 1] == interpolation;
            braces.push(interpolates);
            interpolations += interpolates ? 1 : 0;
        } else if (code[at] == '}' && !braces.isEmpty()) {
            interpolations -= braces.pop() ? 1 : 0;
        }
    }

    /** The word after the mark of a heredoc, without quotes: up to the closing quote, or white space. */
    private String word(int from) {
        int quote = is(from, '"') || is(from, '\'') || is(from, '`') ? code[from] : 0;
        // A backslash quotes too, but does not appear at the heredoc's end.
        int start = quote == 0 && !is(from, '\\') ? from : from + 1;
        int end = start;
        while (end < code.length && end - start <= STATE_BYTES && !endsWord(end, quote)) {
            end++;
        }
        return new String(code, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private boolean endsWord(int at, int quote) {
        return quote == 0 ? isSpace(at) || "();,.|&<>".indexOf(code[at]) >= 0 : code[at] == quote || code[at] == '\n';
    }

    private void open(String word, int bytes) {
        openWords.merge(word, 1, Integer::sum);
        heredocBytes += word.length() + bytes;
    }

    /** Closes the open heredoc whose word is on a line, if there is one. */
    private void close(int line, int bytes) {
        if (openWords.isEmpty()) {
            return;
        }
        int start = line;
        while (is(start, ' ') || is(start, '\t')) {
            start++;
        }
        int end = start;
        while (end < code.length && code[end] != '\n' && code[end] != '\r' && end - start <= STATE_BYTES) {
            end++;
        }
        String word = new String(code, start, end - start, StandardCharsets.ISO_8859_1);
        if (openWords.computeIfPresent(word, (same, count) -> count - 1) != null) {
            openWords.remove(word, 0);
            heredocBytes -= word.length() + bytes;
        }
    }

    /** Counts nested blocks by the indentation of lines. */
    private boolean exceedsPython() {
        Deque<Integer> indentations = new ArrayDeque<>();
        int line = 0;
        while (line < code.length && indentations.size() <= MAX_INDENTATIONS) {
            int first = line;
            int columns = 0;
            while (is(first, ' ') || is(first, '\t')) {
                columns += code[first] == '\t' ? TAB : 1;
                first++;
            }
            if (first < code.length && !isSpace(first)) {
                nest(indentations, columns);
            }
            line = first;
            while (line < code.length && code[line] != '\n') {
                line++;
            }
            line++;
        }
        return indentations.size() > MAX_INDENTATIONS;
    }

    private static void nest(Deque<Integer> indentations, int columns) {
        while (!indentations.isEmpty() && indentations.getFirst() >= columns) {
            indentations.pop();
        }
        indentations.push(columns);
    }

    private boolean is(int at, char wanted) {
        return at < code.length && code[at] == wanted;
    }

    private boolean isSpace(int at) {
        return at < code.length && (code[at] == ' ' || (code[at] >= '\t' && code[at] <= '\r'));
    }
}
