package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The lines of a chunk and the definitions around them, which may extend beyond the chunk. */
final class Passage {
    private static final Comparator<NamedRange> BY_LENGTH =
            Comparator.comparingInt(definition -> definition.lines().length());

    private final List<Snippet.Line> lines;
    private final List<NamedRange> definitions;
    // Keyed by identity: each line of each definition is looked up, and hashing names took most of the time.
    private final IdentityHashMap<NamedRange, LineRange> shown = new IdentityHashMap<>();
    private final IdentityHashMap<NamedRange, LineRange> extents = new IdentityHashMap<>();

    /**
     * Creates a passage.
     *
     * @param text exactly the lines of {@code range}
     * @param definitions those that share a line with the chunk, and the one whose comment contains the chunk
     */
    Passage(LineRange range, String text, List<NamedRange> definitions) {
        this.lines = numbered(range, text);
        this.definitions = definitions;
        definitions.forEach(definition -> shown.put(definition, withComment(definition)));
        NavigableSet<Integer> starts = new TreeSet<>();
        definitions.forEach(definition -> starts.add(definition.lines().start()));
        definitions.forEach(definition -> extents.put(definition, withoutHead(definition, starts)));
    }

    private static List<Snippet.Line> numbered(LineRange range, String text) {
        List<Snippet.Line> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (lines.size() < range.length()) {
                lines.add(new Snippet.Line(range.start() + lines.size(), line));
            }
        }
        return lines;
    }

    List<Snippet.Line> lines() {
        return lines;
    }

    List<Snippet.Line> lines(LineRange range) {
        return lines.stream().filter(line -> range.contains(line.number())).toList();
    }

    /** The index in {@link #lines} of the line with this number, or of the nearest one. */
    int index(int number) {
        return Math.min(Math.max(0, number - first()), lines.size() - 1);
    }

    private int first() {
        return lines.get(0).number();
    }

    private int last() {
        return lines.get(lines.size() - 1).number();
    }

    /** The definitions whose first lines are here. */
    List<NamedRange> starting() {
        return definitions.stream()
                .filter(definition -> first() <= definition.lines().start()
                        && definition.lines().start() <= last())
                .toList();
    }

    /** The lines of a definition with its comment and decorators, as far as they are here. */
    LineRange extent(NamedRange definition) {
        return extents.getOrDefault(definition, definition.lines());
    }

    /** The lines of a definition that an excerpt shows; for a first member, includes the head of the enclosing definition. */
    LineRange toShow(NamedRange definition) {
        return shown.getOrDefault(definition, definition.lines());
    }

    /** Adds the comment and decorators, which start after a blank line or the previous definition. */
    private LineRange withComment(NamedRange definition) {
        int start = definition.lines().start();
        int above = Math.min(start, last() + 1) - 1;
        while (above >= first() && !lines.get(above - first()).text().isBlank() && !isOfAnother(above, definition)) {
            start = above;
            above--;
        }
        return new LineRange(start, definition.lines().end());
    }

    private boolean isOfAnother(int line, NamedRange definition) {
        return definitions.stream()
                .map(NamedRange::lines)
                .anyMatch(other -> other.contains(line)
                        && !other.contains(definition.lines().start()));
    }

    /** Removes the head and comment of the enclosing definition from a first member. */
    private LineRange withoutHead(NamedRange definition, NavigableSet<Integer> starts) {
        Integer before = starts.lower(definition.lines().start());
        LineRange whole = CommentAbove.of(lines, toShow(definition), definition.lines());
        return before == null || before < whole.start() ? whole : new LineRange(before + 1, whole.end());
    }

    /** All definitions with a line here. */
    List<NamedRange> definitions() {
        return definitions;
    }

    /** Whether all lines of a definition are here. */
    boolean holds(NamedRange definition) {
        return first() <= definition.lines().start() && definition.lines().end() <= last();
    }

    /** The smallest definitions that contain a line, including in their comments; several if they share the line. */
    List<NamedRange> owners(int line) {
        List<NamedRange> owners = new ArrayList<>();
        int shortest = Integer.MAX_VALUE;
        for (NamedRange definition : definitions) {
            int length = definition.lines().length();
            if (length <= shortest && extent(definition).contains(line)) {
                if (length < shortest) {
                    owners.clear();
                }
                shortest = length;
                owners.add(definition);
            }
        }
        return owners;
    }

    /** The definition around a line: the largest one completely in {@code shown}, or the innermost if there is none. */
    Optional<NamedRange> around(Snippet.Line line, LineRange shown) {
        List<NamedRange> around = definitions.stream()
                .filter(definition -> extent(definition).contains(line.number()))
                .toList();
        return around.stream()
                .filter(definition -> shown.contains(definition.lines()))
                .max(BY_LENGTH)
                .or(() -> around.stream().min(BY_LENGTH));
    }

    /** The definition closest to {@code shown}, by the lines in both relative to the lines in either. */
    Optional<NamedRange> closest(LineRange shown) {
        return definitions.stream()
                .filter(definition -> extent(definition).overlaps(shown))
                .max(Comparator.comparingDouble(definition -> overlap(extent(definition), shown)));
    }

    private static double overlap(LineRange first, LineRange second) {
        double both = Math.min(first.end(), second.end()) - Math.max(first.start(), second.start()) + 1;
        return both / (first.length() + second.length() - both);
    }

    Optional<NamedRange> innermost(Snippet.Line line) {
        return definitions.stream()
                .filter(definition -> definition.lines().contains(line.number()))
                .min(BY_LENGTH);
    }
}
