package dev.codebasemcp.code.prune;

import dev.codebasemcp.code.prune.PrunedSource.Elision;
import dev.codebasemcp.code.text.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prunes the contents of blocks that end with a word on its own line, indented like the opening line: Elixir's {@code
 * do … end} and shell functions. Keeps a block with definitions and checks the blocks in it.
 *
 * <p>Reads lines, not tokens. So it also keeps a block if one of its lines is indented less, or has unpaired quotes, as
 * multi-line strings do. Use one instance per text.
 */
final class KeywordBlockPruner {
    private static final Pattern SHELL_HEREDOC =
            Pattern.compile("(?<!<)<<-?\\s*(?:\"(?<twice>[^\"]+)\"|'(?<once>[^']+)'|\\\\?(?<bare>[^\\s\"';|&()<>]+))");

    /** The average number of times a byte may be read: nested blocks would take quadratic time. */
    private static final int READS_PER_BYTE = 16;

    /** A language with such blocks. */
    enum Blocks {
        ELIXIR(
                Pattern.compile("\\bdo$"),
                "do",
                "end",
                Pattern.compile("else|rescue|catch|after"),
                Pattern.compile(
                        "(?<![\\w.])def(module|protocol|impl|p|delegate|guardp?|np?|macrop?|struct|exception)?\\b|^\\s*@")),
        SHELL(
                Pattern.compile(
                        "^\\s*(function\\s+[^\\s(){}]+(\\s*\\(\\s*\\))?|[^\\s(){}\"'$=]+\\s*\\(\\s*\\))\\s*\\{$"),
                "{",
                "}",
                Pattern.compile("(?!)"),
                Pattern.compile("\\bfunction\\b|\\(\\s*\\)"));

        private final Pattern opener;
        /** The end of a line that opens a block. */
        private final String lastWord;

        private final String closer;
        private final Pattern clause;
        private final Pattern defining;

        Blocks(Pattern opener, String lastWord, String closer, Pattern clause, Pattern defining) {
            this.opener = opener;
            this.lastWord = lastWord;
            this.closer = closer;
            this.clause = clause;
            this.defining = defining;
        }
    }

    /** A line without its break: offsets in the code; {@code word} is the text without surrounding spaces. */
    private record Line(int start, int next, int indentation, String text, String word, boolean inString) {
        boolean isComment() {
            return !inString && word.startsWith("#");
        }

        boolean isBlank() {
            return word.isEmpty();
        }
    }

    private final Blocks language;
    private final byte[] code;
    private final List<Line> lines = new ArrayList<>();
    private final List<Elision> elisions = new ArrayList<>();
    private final List<Span> comments = new ArrayList<>();
    /** The number of bytes that may still be read. */
    private long readable;

    KeywordBlockPruner(Blocks language, byte[] code) {
        this.language = language;
        this.code = code;
    }

    /** Prunes the text. */
    PrunedSource prune() {
        readLines();
        readable = (long) READS_PER_BYTE * code.length;
        int at = 0;
        while (at < lines.size()) {
            at = isOpener(lines.get(at)) ? readBlock(at) : at + 1;
        }
        return elisions.isEmpty()
                ? PrunedSource.whole(code)
                : PrunedSource.without(code, elisions, comments, List.of());
    }

    /** Decodes one char per byte to preserve offsets. */
    private void readLines() {
        String text = new String(code, StandardCharsets.ISO_8859_1);
        String heredoc = "";
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            String stripped = text.substring(start, next).stripTrailing();
            String word = stripped.strip();
            boolean inString = !heredoc.isEmpty();
            Line line = new Line(start, next, stripped.length() - word.length(), stripped, word, inString);
            lines.add(line);
            if (line.isComment() || (inString && endsHeredoc(word, heredoc))) {
                heredoc = "";
            } else if (!inString) {
                heredoc = heredocIn(stripped);
            }
            start = next;
        }
    }

    /** Returns the terminator of the multi-line string that begins on a line; empty if there is none. */
    private String heredocIn(String line) {
        if (language == Blocks.SHELL && line.indexOf("<<") < 0) {
            return "";
        }
        if (language == Blocks.SHELL) {
            Matcher heredoc = SHELL_HEREDOC.matcher(line);
            return heredoc.find() ? terminator(heredoc) : "";
        }
        for (String quotes : List.of("\"\"\"", "'''")) {
            int at = line.indexOf(quotes);
            if (at >= 0 && line.indexOf(quotes, at + 3) < 0) {
                return quotes;
            }
        }
        return "";
    }

    private static String terminator(Matcher heredoc) {
        return Stream.of("twice", "once", "bare")
                .map(heredoc::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private boolean endsHeredoc(String word, String heredoc) {
        return language == Blocks.SHELL ? word.equals(heredoc) : word.startsWith(heredoc);
    }

    private boolean isOpener(Line line) {
        return line.word.endsWith(language.lastWord)
                && !line.inString
                && !line.isComment()
                && language.opener.matcher(line.text).find();
    }

    /**
     * Reads the block that a line opens. Returns the next line to read: after a pruned block, otherwise inside the
     * block.
     */
    private int readBlock(int opener) {
        int closer = closerOf(opener);
        List<Span> inside = new ArrayList<>();
        if (closer <= opener + 1 || !isPlain(opener + 1, closer, inside)) {
            return opener + 1;
        }
        elisions.add(Elision.between(lines.get(opener).next, lines.get(closer).start));
        comments.addAll(inside);
        return closer + 1;
    }

    /** Returns the line that closes a block; -1 if a line before it is not indented deeper. */
    private int closerOf(int opener) {
        int indentation = lines.get(opener).indentation;
        for (int i = opener + 1; i < lines.size() && readable > 0; i++) {
            Line line = lines.get(i);
            readable -= line.next - line.start;
            boolean deeper = line.isBlank() || line.inString || line.indentation > indentation;
            if (!deeper && line.indentation == indentation && line.word.equals(language.closer)) {
                return i;
            }
            if (!deeper && !language.clause.matcher(line.word).matches()) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether lines have no definitions and only paired quotes; collects their comments. */
    private boolean isPlain(int from, int to, List<Span> found) {
        for (Line line : lines.subList(from, to)) {
            readable -= line.next - line.start;
            int end = line.inString ? line.text.length() : statementEnd(line.text);
            if (end < 0 || language.defining.matcher(line.text).region(0, end).find()) {
                return false;
            }
            if (end < line.text.length()) {
                found.add(new Span(line.start + end, line.start + line.text.length()));
            }
        }
        return true;
    }

    /**
     * Returns the start of a line's comment, or the line's end. A comment starts at the first unquoted {@code #} after
     * a space. Returns -1 if a quote is unpaired.
     */
    private static int statementEnd(String line) {
        int at = 0;
        while (at >= 0 && at < line.length() && !startsComment(line, at)) {
            char c = line.charAt(at);
            boolean quoted = c == '"' || c == '\'';
            at = quoted ? quoteEnd(line, at) : at + (c == '\\' ? 2 : 1);
        }
        return Math.min(at, line.length());
    }

    private static boolean startsComment(String line, int at) {
        return line.charAt(at) == '#' && (at == 0 || Character.isWhitespace(line.charAt(at - 1)));
    }

    /** Returns the offset after the matching quote; -1 if there is none. */
    private static int quoteEnd(String line, int open) {
        int at = open + 1;
        while (at < line.length() && line.charAt(at) != line.charAt(open)) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at < line.length() ? at + 1 : -1;
    }
}
