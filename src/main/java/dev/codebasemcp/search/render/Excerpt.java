package dev.codebasemcp.search.render;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a long chunk to the part that answers: the largest definition around the best line that an excerpt has room for, or
 * where even the innermost is too long, the lines around the best one. Its lines are neighbours.
 */
final class Excerpt {
    /** Characters, some 200 tokens; {@code docs/ranking.md} has what other values give. */
    static final int ROOM = 800;
    /** Less than this tells too little of what is around a field or a constant. */
    private static final int ENOUGH = 300;

    private final List<Snippet.Line> lines;
    private final List<NamedRange> definitions;
    private int from;
    private int to;

    private Excerpt(List<Snippet.Line> lines, List<NamedRange> definitions) {
        this.lines = lines;
        this.definitions = definitions;
    }

    /** The part of a chunk's lines around its best one. */
    static List<Snippet.Line> around(Snippet.Line best, List<Snippet.Line> lines, List<NamedRange> definitions) {
        Excerpt excerpt = new Excerpt(lines, definitions);
        int index = excerpt.index(best.number());
        Optional<NamedRange> definition = definitions.stream()
                .filter(one -> excerpt.start(one) <= index && index < excerpt.end(one))
                .filter(one -> excerpt.length(excerpt.start(one), excerpt.end(one)) <= ROOM)
                .max(Comparator.comparingInt(one -> excerpt.length(excerpt.start(one), excerpt.end(one))));
        if (definition.isPresent()) {
            excerpt.take(excerpt.start(definition.get()), excerpt.end(definition.get()));
            return excerpt.grownTo(ENOUGH);
        }
        excerpt.take(index, index + 1);
        return excerpt.grownTo(ROOM);
    }

    /** The beginning of a definition, and all of it if there is room. */
    static List<Snippet.Line> of(NamedRange definition, List<Snippet.Line> lines, List<NamedRange> definitions) {
        Excerpt excerpt = new Excerpt(lines, definitions);
        int start = excerpt.start(definition);
        int first = excerpt.index(definition.lines().start());
        boolean room = excerpt.length(start, first + 1) <= ROOM;
        excerpt.take(room ? start : first, first + 1);
        while (excerpt.to < excerpt.end(definition) && excerpt.length(excerpt.from, excerpt.to + 1) <= ROOM) {
            excerpt.to++;
        }
        return excerpt.grownTo(ENOUGH);
    }

    private int index(int number) {
        return Math.min(Math.max(0, number - lines.get(0).number()), lines.size() - 1);
    }

    /** Where the comment and the decorators of a definition begin: up to a blank line or to what is defined before. */
    private int start(NamedRange definition) {
        int start = index(definition.lines().start());
        while (start > 0 && !lines.get(start - 1).text().isBlank() && !isOfAnother(lines.get(start - 1), definition)) {
            start--;
        }
        return start;
    }

    private boolean isOfAnother(Snippet.Line line, NamedRange definition) {
        return definitions.stream()
                .map(NamedRange::lines)
                .anyMatch(one -> one.contains(line.number())
                        && !one.contains(definition.lines().start()));
    }

    private int end(NamedRange definition) {
        return index(definition.lines().end()) + 1;
    }

    private int length(int start, int end) {
        return lines.subList(start, end).stream()
                .mapToInt(line -> line.text().length() + 1)
                .sum();
    }

    private void take(int start, int end) {
        from = start;
        to = end;
    }

    /** What was taken, with lines before and behind in turn as long as there is room for them. */
    private List<Snippet.Line> grownTo(int room) {
        boolean grew = true;
        while (grew) {
            grew = false;
            if (from > 0 && length(from - 1, to) <= room) {
                from--;
                grew = true;
            }
            if (to < lines.size() && length(from, to + 1) <= room) {
                to++;
                grew = true;
            }
        }
        return lines.subList(from, to);
    }
}
