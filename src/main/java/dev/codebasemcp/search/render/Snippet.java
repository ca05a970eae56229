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
 * The lines of a chunk that an answer shows, and their definition.
 *
 * @param lines in order, not necessarily contiguous
 * @param definition the definition to name: the requested one, the one that matches clearly best, or the one around the best
 *     line; empty if there is none
 */
public record Snippet(List<Line> lines, Optional<NamedRange> definition) {
    private static final int CONCISE_LINES = 3;
    /** Longer lines of concise answers are tables or generated; their start suffices. */
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
     * The chunk, or the relevant contiguous part of a long one. That is the definition around the best line or a part of it;
     * for a query by name, the start of the definition. Without any match, it is the first lines.
     *
     * @param range the chunk's lines
     * @param text exactly these lines
     * @param definitions those that share a line with the chunk, and the one whose comment contains the chunk
     * @param askedLine the line that the query names, if it is here; it is then among the shown ones
     */
    public static Snippet full(
            LineRange range,
            String text,
            List<NamedRange> definitions,
            AnalysedQuery query,
            Optional<Integer> askedLine) {
        Passage passage = new Passage(range, text, definitions);
        return full(
                passage, text.length() <= Excerpt.MAX_CHARS, query, new LineScores(passage.lines(), query, askedLine));
    }

    private static Snippet full(Passage passage, boolean whole, AnalysedQuery query, LineScores scores) {
        AskedDefinition asked = new AskedDefinition(passage, query);
        Optional<NamedRange> wanted = asked.byWholeQuery();
        if (wanted.isPresent()) {
            return new Snippet(whole ? passage.lines() : Excerpt.of(wanted.get(), passage), wanted);
        }
        Line best = scores.bestFirst(passage.lines()).stream()
                .findFirst()
                .orElse(passage.lines().get(0));
        List<Line> shown = whole ? passage.lines() : Excerpt.around(best, passage);
        Optional<NamedRange> around =
                scores.of(best) > 0 ? passage.around(best, range(shown)) : passage.closest(range(shown));
        if (scores.isNamed(best)) {
            return new Snippet(shown, around);
        }
        Optional<NamedRange> matching = asked.byNames()
                ? asked.inProse()
                : new MatchingDefinition(passage, query, scores).standingOut(around, best);
        return matching.filter(match -> around.filter(match::isCalledAs).isEmpty())
                .map(match ->
                        new Snippet(isIn(shown, match, best, passage) ? shown : Excerpt.of(match, passage), matching))
                .orElseGet(() -> new Snippet(shown, around));
    }

    private static boolean isIn(List<Line> shown, NamedRange definition, Line best, Passage passage) {
        return range(shown).contains(definition.lines())
                || passage.extent(definition).contains(best.number());
    }

    /**
     * At most three lines of a chunk, all from the definition that {@link #full} names. First comes the line that introduces
     * it, then the one that introduces the innermost definition around the best line, then the best lines. Without any match,
     * these are the first lines.
     *
     * @param range the chunk's lines
     * @param text exactly these lines
     * @param definitions those that share a line with the chunk, and the one whose comment contains the chunk
     * @param askedLine the line that the query names, if it is here; it is then among the shown ones
     */
    public static Snippet concise(
            LineRange range,
            String text,
            List<NamedRange> definitions,
            AnalysedQuery query,
            Optional<Integer> askedLine) {
        Passage passage = new Passage(range, text, definitions);
        LineScores scores = new LineScores(passage.lines(), query, askedLine);
        Optional<NamedRange> definition =
                full(passage, text.length() <= Excerpt.MAX_CHARS, query, scores).definition();
        List<Line> lines = definition
                .map(named -> passage.lines(passage.extent(named)))
                .filter(some -> some.stream().anyMatch(line -> !line.text().isBlank()))
                .orElse(passage.lines());
        List<Line> best = scores.bestFirst(lines);
        Set<Line> chosen = new LinkedHashSet<>();
        definition.flatMap(named -> introducing(named, lines)).ifPresent(chosen::add);
        best.stream()
                .findFirst()
                .flatMap(passage::innermost)
                .flatMap(around -> introducing(around, lines))
                .ifPresent(chosen::add);
        boolean matches = !best.isEmpty() && scores.of(best.get(0)) > 0;
        best.stream().filter(line -> !matches || scores.of(line) > 0).forEach(chosen::add);
        List<Line> shown = chosen.stream()
                .limit(CONCISE_LINES)
                .sorted(Comparator.comparing(Line::number))
                .map(Snippet::shortened)
                .toList();
        return new Snippet(shown.isEmpty() ? lines.subList(0, 1) : shown, definition);
    }

    /** The range from the first line to the last. */
    public LineRange range() {
        return range(lines);
    }

    /** The lines of the definition, if they extend beyond {@link #range()}. */
    public Optional<LineRange> partOf() {
        return definition.map(NamedRange::lines).filter(whole -> !range().contains(whole));
    }

    private static LineRange range(List<Line> lines) {
        return new LineRange(lines.get(0).number(), lines.get(lines.size() - 1).number());
    }

    /** The lines as they are in the file; contiguous only in a full snippet. */
    public String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    /** The lines with their numbers, for snippets with gaps. */
    public String numberedText() {
        return lines.stream().map(line -> line.number() + ": " + line.text()).collect(Collectors.joining("\n"));
    }

    /** The first line of a definition with its name, preferably in the same case; decorators come before it. */
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
