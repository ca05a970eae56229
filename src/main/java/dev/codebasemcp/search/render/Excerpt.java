package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
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

    private final Passage passage;
    private final List<Snippet.Line> lines;
    private int from;
    private int to;

    private Excerpt(Passage passage) {
        this.passage = passage;
        this.lines = passage.lines();
    }

    /** Whether a definition could be shown whole, with its comment, as far as it is in the chunk. */
    static boolean hasRoomFor(NamedRange definition, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        return excerpt.length(passage.toShow(definition)) <= ROOM;
    }

    /** The part of a chunk around its best line. */
    static List<Snippet.Line> around(Snippet.Line best, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        Optional<LineRange> definition = passage.starting().stream()
                .map(passage::toShow)
                .filter(one -> one.contains(best.number()))
                .filter(one -> excerpt.length(one) <= ROOM)
                .max(Comparator.comparingInt(excerpt::length));
        if (definition.isPresent()) {
            excerpt.take(excerpt.start(definition.get()), excerpt.end(definition.get()));
            return excerpt.grownTo(ENOUGH);
        }
        int index = passage.index(best.number());
        excerpt.take(index, index + 1);
        return excerpt.grownTo(ROOM);
    }

    /** The beginning of a definition, and all of it if there is room. */
    static List<Snippet.Line> of(NamedRange definition, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        LineRange extent = passage.toShow(definition);
        int start = excerpt.start(extent);
        int first = passage.index(definition.lines().start());
        boolean room = excerpt.length(start, first + 1) <= ROOM;
        excerpt.take(room ? start : first, first + 1);
        while (excerpt.to < excerpt.end(extent) && excerpt.length(excerpt.from, excerpt.to + 1) <= ROOM) {
            excerpt.to++;
        }
        return excerpt.grownTo(ENOUGH);
    }

    private int start(LineRange extent) {
        return passage.index(extent.start());
    }

    private int end(LineRange extent) {
        return passage.index(extent.end()) + 1;
    }

    private int length(LineRange extent) {
        return length(start(extent), end(extent));
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
