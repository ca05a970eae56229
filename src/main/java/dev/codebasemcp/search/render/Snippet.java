package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lines of a chunk that an answer shows, and what they are about.
 *
 * @param lines in order; not all of them need to be neighbours
 * @param definition the one that an answer names: the one that is asked for, or that matches better than all others,
 *     or that the best line is in; empty if that line is in none
 */
public record Snippet(List<Line> lines, Optional<NamedRange> definition) {
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
     * @param definitions those that share a line with the chunk, and the one whose comment the chunk is a part of
     */
    public static Snippet full(LineRange range, String text, List<NamedRange> definitions, AnalysedQuery query) {
        Passage passage = new Passage(range, text, definitions);
        return full(passage, text.length() <= Excerpt.ROOM, query, new LineWorth(passage.lines(), query));
    }

    private static Snippet full(Passage passage, boolean whole, AnalysedQuery query, LineWorth worth) {
        AskedDefinition asked = new AskedDefinition(passage, query);
        Optional<NamedRange> wanted = asked.byWholeQuery();
        if (wanted.isPresent()) {
            return new Snippet(whole ? passage.lines() : Excerpt.of(wanted.get(), passage), wanted);
        }
        Line best = worth.bestFirst(passage.lines()).stream()
                .findFirst()
                .orElse(passage.lines().get(0));
        List<Line> shown = whole ? passage.lines() : Excerpt.around(best, passage);
        Optional<NamedRange> around =
                worth.of(best) > 0 ? passage.around(best, range(shown)) : passage.closest(range(shown));
        Optional<NamedRange> matching =
                asked.byNames() ? asked.inProse() : new MatchingDefinition(passage, query, worth).besides(around, best);
        return matching.filter(one -> around.filter(one::isCalledAs).isEmpty())
                .map(one -> new Snippet(isIn(shown, one, best, passage) ? shown : Excerpt.of(one, passage), matching))
                .orElseGet(() -> new Snippet(shown, around));
    }

    private static boolean isIn(List<Line> shown, NamedRange definition, Line best, Passage passage) {
        return range(shown).contains(definition.lines())
                || passage.extent(definition).contains(best.number());
    }

    /**
     * At most three lines of a chunk, all of them in the definition that {@link #full} names: the one that introduces it,
     * the one that introduces the innermost definition around the best line, and those that hold most of what is asked. If
     * nothing of it is there, the first lines.
     *
     * @param range the chunk's lines
     * @param text exactly these lines
     * @param definitions those that share a line with the chunk, and the one whose comment the chunk is a part of
     */
    public static Snippet concise(LineRange range, String text, List<NamedRange> definitions, AnalysedQuery query) {
        Passage passage = new Passage(range, text, definitions);
        LineWorth worth = new LineWorth(passage.lines(), query);
        Optional<NamedRange> definition =
                full(passage, text.length() <= Excerpt.ROOM, query, worth).definition();
        List<Line> lines = definition
                .map(one -> passage.lines(passage.extent(one)))
                .filter(some -> some.stream().anyMatch(line -> !line.text().isBlank()))
                .orElse(passage.lines());
        List<Line> best = worth.bestFirst(lines);
        Set<Line> chosen = new LinkedHashSet<>();
        definition.flatMap(one -> introducing(one, lines)).ifPresent(chosen::add);
        best.stream()
                .findFirst()
                .flatMap(passage::innermost)
                .flatMap(around -> introducing(around, lines))
                .ifPresent(chosen::add);
        boolean matches = !best.isEmpty() && worth.of(best.get(0)) > 0;
        best.stream().filter(line -> !matches || worth.of(line) > 0).forEach(chosen::add);
        List<Line> shown = chosen.stream()
                .limit(CONCISE_LINES)
                .sorted(Comparator.comparing(Line::number))
                .map(Snippet::shortened)
                .toList();
        return new Snippet(shown.isEmpty() ? lines.subList(0, 1) : shown, definition);
    }

    /** From the first line to the last. */
    public LineRange range() {
        return range(lines);
    }

    /** The lines of the definition, if they are not all between the first line here and the last. */
    public Optional<LineRange> partOf() {
        return definition.map(NamedRange::lines).filter(whole -> !range().contains(whole));
    }

    private static LineRange range(List<Line> lines) {
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

    /** The first line of a definition that holds its name, best as it is written; decorators stand before it. */
    private static Optional<Line> introducing(NamedRange definition, List<Line> lines) {
        List<Line> own = lines.stream()
                .filter(line -> definition.lines().contains(line.number()))
                .toList();
        String name = definition.name().toLowerCase(Locale.ROOT);
        return own.stream()
                .filter(line -> line.text().contains(definition.name()))
                .findFirst()
                .or(() -> own.stream()
                        .filter(line -> line.text().toLowerCase(Locale.ROOT).contains(name))
                        .findFirst());
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
