package dev.codebasemcp.search.render;

import dev.codebasemcp.code.Terms;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** The whole chunk: {@code text} holds exactly the lines of {@code range}. */
    public static Snippet full(LineRange range, String text) {
        return new Snippet(numbered(range, text));
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
        Map<Integer, Double> worth = worth(lines, query);
        List<Line> best = lines.stream()
                .filter(line -> !line.text().isBlank())
                .sorted(Comparator.comparing((Line line) -> worth.getOrDefault(line.number(), 0.0))
                        .reversed()
                        .thenComparing(Line::number))
                .toList();
        Set<Line> chosen = new LinkedHashSet<>();
        symbol.flatMap(name -> introducing(name, lines)).ifPresent(chosen::add);
        best.stream()
                .findFirst()
                .flatMap(line -> innermost(line, definitions))
                .flatMap(around -> introducing(around.qualifiedName(), within(around.lines(), lines)))
                .ifPresent(chosen::add);
        boolean matches = !best.isEmpty() && worth.getOrDefault(best.get(0).number(), 0.0) > 0;
        best.stream()
                .filter(line -> !matches || worth.getOrDefault(line.number(), 0.0) > 0)
                .forEach(chosen::add);
        return new Snippet(chosen.stream()
                .limit(CONCISE_LINES)
                .sorted(Comparator.comparing(Line::number))
                .map(Snippet::shortened)
                .toList());
    }

    private static Optional<NamedRange> innermost(Line line, List<NamedRange> definitions) {
        return definitions.stream()
                .filter(definition -> definition.lines().overlaps(new LineRange(line.number(), line.number())))
                .min(Comparator.comparingInt(definition -> definition.lines().length()));
    }

    private static List<Line> within(LineRange range, List<Line> lines) {
        return lines.stream()
                .filter(line -> range.start() <= line.number() && line.number() <= range.end())
                .toList();
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
        String name = symbol.substring(symbol.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> line.text().toLowerCase(Locale.ROOT).contains(name))
                .findFirst();
    }

    /** For each line that holds terms of the query the sum of these; a term counts less in each line that repeats it. */
    private static Map<Integer, Double> worth(List<Line> lines, AnalysedQuery query) {
        Map<String, Double> weights = query.terms().stream()
                .collect(Collectors.toMap(QueryTerm::term, term -> (double) term.weight(), Double::sum));
        Terms terms = new Terms();
        Map<String, Integer> linesOfTerm = new HashMap<>();
        Map<Integer, Set<String>> termsOfLine = new HashMap<>();
        for (Line line : lines) {
            Set<String> found = new HashSet<>(terms.of(line.text()));
            found.retainAll(weights.keySet());
            found.forEach(term -> linesOfTerm.merge(term, 1, Integer::sum));
            termsOfLine.put(line.number(), found);
        }
        Map<Integer, Double> worth = new HashMap<>();
        termsOfLine.forEach((number, found) -> worth.put(
                number,
                found.stream()
                        .mapToDouble(term -> weights.getOrDefault(term, 0.0) / linesOfTerm.getOrDefault(term, 1))
                        .sum()));
        return worth;
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
