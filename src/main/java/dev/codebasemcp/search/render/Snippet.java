package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of a chunk that an answer shows.
 *
 * @param lines in order; not all of them need to be neighbours
 */
public record Snippet(List<Line> lines) {
    private static final int CONCISE_LINES = 3;
    /** A line of a concise answer beyond this is a table or made by a program: its start tells enough. */
    private static final int CONCISE_LINE_LENGTH = 200;

    public Snippet {
        lines = List.copyOf(lines);
    }

    /**
     * One line of a file.
     *
     * @param number counted from 1
     * @param text without the line break
     */
    public record Line(int number, String text) {}

    /**
     * The chunk, or of a long one the part that answers, in which the lines are neighbours: the definition around the best
     * line, or a part of it; for the name of a definition its beginning. If nothing of what is asked is there, the first lines.
     *
     * @param range the chunk's lines
     * @param text exactly these lines
     * @param definitions those that start in the chunk
     */
    public static Snippet full(LineRange range, String text, List<NamedRange> definitions, AnalysedQuery query) {
        List<Line> lines = numbered(range, text);
        if (text.length() <= Excerpt.ROOM) {
            return new Snippet(lines);
        }
        Optional<NamedRange> asked = asked(definitions, query);
        if (asked.isPresent()) {
            return new Snippet(Excerpt.of(asked.get(), lines, definitions));
        }
        Line best = new LineWorth(lines, query)
                .bestFirst(lines).stream().findFirst().orElse(lines.get(0));
        return new Snippet(Excerpt.around(best, lines, definitions));
    }

    /** The definition that a query for one name asks for. */
    private static Optional<NamedRange> asked(List<NamedRange> definitions, AnalysedQuery query) {
        Set<String> names = query.kind() == QueryKind.SYMBOL ? query.namesToLookUp() : Set.of();
        return definitions.stream()
                .filter(one -> names.contains(plain(one.qualifiedName())))
                .findFirst();
    }

    /** The last component of a qualified name, in lower case. */
    private static String plain(String qualifiedName) {
        return qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * At most three lines of a chunk: the one that introduces its symbol, the one that introduces the innermost definition
     * around the best line, and those that hold most of what is asked. If nothing of it is there, the first lines.
     *
     * @param range the chunk's lines
     * @param text exactly these lines
     * @param symbol the qualified name of the chunk's main definition
     * @param definitions those that start in the chunk
     */
    public static Snippet concise(
            LineRange range, String text, Optional<String> symbol, List<NamedRange> definitions, AnalysedQuery query) {
        List<Line> lines = numbered(range, text);
        LineWorth worth = new LineWorth(lines, query);
        List<Line> best = worth.bestFirst(lines);
        Set<Line> chosen = new LinkedHashSet<>();
        symbol.flatMap(name -> introducing(name, lines)).ifPresent(chosen::add);
        best.stream()
                .findFirst()
                .flatMap(line -> innermost(line, definitions))
                .flatMap(around -> introducing(around.qualifiedName(), within(around.lines(), lines)))
                .ifPresent(chosen::add);
        boolean matches = !best.isEmpty() && worth.of(best.get(0)) > 0;
        best.stream().filter(line -> !matches || worth.of(line) > 0).forEach(chosen::add);
        return new Snippet(chosen.stream()
                .limit(CONCISE_LINES)
                .sorted(Comparator.comparing(Line::number))
                .map(Snippet::shortened)
                .toList());
    }

    private static Optional<NamedRange> innermost(Line line, List<NamedRange> definitions) {
        return definitions.stream()
                .filter(definition -> definition.lines().contains(line.number()))
                .min(Comparator.comparingInt(definition -> definition.lines().length()));
    }

    private static List<Line> within(LineRange range, List<Line> lines) {
        return lines.stream().filter(line -> range.contains(line.number())).toList();
    }

    /** From the first line to the last. */
    public LineRange range() {
        return new LineRange(lines.get(0).number(), lines.get(lines.size() - 1).number());
    }

    /** The lines as they are in the file; only neighbours of each other in a full snippet. */
    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** The lines with their numbers, for snippets that leave lines out. */
    public String numberedText() {
        return lines.stream().map(line -> line.number() + ": " + line.text()).collect(Collectors.joining("\n"));
    }

    private static List<Line> numbered(LineRange range, String text) {
        List<Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (lines.size() < range.length()) {
                lines.add(new Line(range.start() + lines.size(), line));
            }
        }
        return lines;
    }

    /** The first line that holds the last component of the name; comments come before definitions and seldom do. */
    private static Optional<Line> introducing(String symbol, List<Line> lines) {
        String name = plain(symbol);
        return lines.stream()
                .filter(line -> line.text().toLowerCase(Locale.ROOT).contains(name))
                .findFirst();
    }

    private static Line shortened(Line line) {
        String text = line.text();
        if (text.length() <= CONCISE_LINE_LENGTH) {
            return line;
        }
        int end = Character.isHighSurrogate(text.charAt(CONCISE_LINE_LENGTH - 1))
                ? CONCISE_LINE_LENGTH - 1
                : CONCISE_LINE_LENGTH;
        return new Line(line.number(), text.substring(0, end) + "…");
    }
}
