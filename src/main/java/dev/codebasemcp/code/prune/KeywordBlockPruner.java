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
 * Leaves out what is in the blocks of languages whose blocks end by a word on a line of its own, as far in as the line that
 * opens them: Elixir's {@code do … end} and the functions of shells. A block that defines something is kept, and those in it are
 * looked at.
 *
 * <p>It reads lines, not tokens. So a block is kept as well if a line in it is less far in, or if the quotes of a line are not
 * pairs, as where strings go over lines. For one text at a time.
 */
final class KeywordBlockPruner {
    private static final Pattern SHELL_HEREDOC =
            Pattern.compile("(?<!<)<<-?\\s*(?:\"(?<twice>[^\"]+)\"|'(?<once>[^']+)'|\\\\?(?<bare>[^\\s\"';|&()<>]+))");

    /** How often each byte may be looked at, on average: blocks in blocks would take quadratic time. */
    private static final int LOOKS = 16;

    /** A language of such blocks. */
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
        /** What a line ends with that opens a block. */
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

    /** A line without its break: offsets in the code; {@code word} is all of it but the spaces around. */
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
    /** In bytes. */
    private long looks;

    KeywordBlockPruner(Blocks language, byte[] code) {
        this.language = language;
        this.code = code;
    }

    /** Prunes the text. */
    PrunedSource prune() {
        readLines();
        looks = (long) LOOKS * code.length;
        int at = 0;
        while (at < lines.size()) {
            at = isOpener(lines.get(at)) ? readBlock(at) : at + 1;
        }
        return elisions.isEmpty()
                ? PrunedSource.whole(code)
                : PrunedSource.without(code, elisions, comments, List.of());
    }

    /** One char for each byte, so that offsets stay. */
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

    /** What ends the string over lines that begins in a line; empty if none does. */
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

    /** Reads the block that a line opens, and returns where to go on: behind it if it was left out, else inside. */
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

    /** The line that closes a block; -1 if one before it is not further in. */
    private int closerOf(int opener) {
        int indentation = lines.get(opener).indentation;
        for (int i = opener + 1; i < lines.size() && looks > 0; i++) {
            Line line = lines.get(i);
            looks -= line.next - line.start;
            boolean further = line.isBlank() || line.inString || line.indentation > indentation;
            if (!further && line.indentation == indentation && line.word.equals(language.closer)) {
                return i;
            }
            if (!further && !language.clause.matcher(line.word).matches()) {
                return -1;
            }
        }
        return -1;
    }

    /** Whether lines define nothing and have quotes in pairs; collects their comments. */
    private boolean isPlain(int from, int to, List<Span> found) {
        for (Line line : lines.subList(from, to)) {
            looks -= line.next - line.start;
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
     * Where the comment of a line starts, or its end: the first {@code #} after a space that is not between quotes; -1 if a
     * quote has no other.
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

    /** The offset behind the quote that belongs to one; -1 if there is none. */
    private static int quoteEnd(String line, int open) {
        int at = open + 1;
        while (at < line.length() && line.charAt(at) != line.charAt(open)) {
            at += line.charAt(at) == '\\' ? 2 : 1;
        }
        return at < line.length() ? at + 1 : -1;
    }
}
