package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The lines of a chunk and the definitions around them, which may begin before the chunk and end behind it. */
final class Passage {
    private static final Comparator<NamedRange> BY_LENGTH =
            Comparator.comparingInt(one -> one.lines().length());

    private final List<Snippet.Line> lines;
    private final List<NamedRange> definitions;
    // By identity: they are asked for each line of each definition, and hashing names took most of the time.
    private final IdentityHashMap<NamedRange, LineRange> shown = new IdentityHashMap<>();
    private final IdentityHashMap<NamedRange, LineRange> extents = new IdentityHashMap<>();

    /**
     * Takes a chunk.
     *
     * @param text exactly the lines of {@code range}
     * @param definitions those that share a line with the chunk, and the one whose comment the chunk is a part of
     */
    Passage(LineRange range, String text, List<NamedRange> definitions) {
        this.lines = numbered(range, text);
        this.definitions = definitions;
        definitions.forEach(one -> shown.put(one, withComment(one)));
        NavigableSet<Integer> starts = new TreeSet<>();
        definitions.forEach(one -> starts.add(one.lines().start()));
        definitions.forEach(one -> extents.put(one, withoutHead(one, starts)));
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

    /** The lines that are in {@code range}. */
    List<Snippet.Line> lines(LineRange range) {
        return lines.stream().filter(line -> range.contains(line.number())).toList();
    }

    /** The place in {@link #lines} of the line that is numbered so, or of the one nearest to it. */
    int index(int number) {
        return Math.min(Math.max(0, number - first()), lines.size() - 1);
    }

    private int first() {
        return lines.get(0).number();
    }

    private int last() {
        return lines.get(lines.size() - 1).number();
    }

    /** The definitions of which the first line is here. */
    List<NamedRange> starting() {
        return definitions.stream()
                .filter(one -> first() <= one.lines().start() && one.lines().start() <= last())
                .toList();
    }

    /** The lines of a definition with its comment and decorators, as far as they are here. */
    LineRange extent(NamedRange definition) {
        return extents.getOrDefault(definition, definition.lines());
    }

    /** The same, for a first member with the head of what it is in: what an excerpt shows of it. */
    LineRange toShow(NamedRange definition) {
        return shown.getOrDefault(definition, definition.lines());
    }

    /** The comment and the decorators begin behind a blank line or what is defined before. */
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
                .anyMatch(one ->
                        one.contains(line) && !one.contains(definition.lines().start()));
    }

    /** The head and the comment of what a first member is in are not its own. */
    private LineRange withoutHead(NamedRange definition, NavigableSet<Integer> starts) {
        Integer before = starts.lower(definition.lines().start());
        LineRange whole = CommentAbove.of(lines, toShow(definition), definition.lines());
        return before == null || before < whole.start() ? whole : new LineRange(before + 1, whole.end());
    }

    /** All that have a line here. */
    List<NamedRange> definitions() {
        return definitions;
    }

    /** Whether all lines of a definition are here. */
    boolean holds(NamedRange definition) {
        return first() <= definition.lines().start() && definition.lines().end() <= last();
    }

    /** The definitions that a line is a part or the comment of, and no smaller one: several where they share the line. */
    List<NamedRange> owners(int line) {
        List<NamedRange> owners = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (NamedRange one : definitions) {
            int length = one.lines().length();
            if (length <= least && extent(one).contains(line)) {
                if (length < least) {
                    owners.clear();
                }
                least = length;
                owners.add(one);
            }
        }
        return owners;
    }

    /**
     * The definition that a line is in: the largest of those that {@code shown} has the whole of; the innermost where it has
     * the whole of none.
     */
    Optional<NamedRange> around(Snippet.Line line, LineRange shown) {
        List<NamedRange> around = definitions.stream()
                .filter(one -> extent(one).contains(line.number()))
                .toList();
        return around.stream()
                .filter(one -> shown.contains(one.lines()))
                .max(BY_LENGTH)
                .or(() -> around.stream().min(BY_LENGTH));
    }

    /** The definition that is most nearly what {@code shown} has: by the lines in both, as part of the lines in either. */
    Optional<NamedRange> closest(LineRange shown) {
        return definitions.stream()
                .filter(one -> extent(one).overlaps(shown))
                .max(Comparator.comparingDouble(one -> likeness(extent(one), shown)));
    }

    private static double likeness(LineRange one, LineRange other) {
        double both = Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()) + 1;
        return both / (one.length() + other.length() - both);
    }

    /** The innermost of the definitions around a line. */
    Optional<NamedRange> innermost(Snippet.Line line) {
        return definitions.stream()
                .filter(one -> one.lines().contains(line.number()))
                .min(BY_LENGTH);
    }
}
