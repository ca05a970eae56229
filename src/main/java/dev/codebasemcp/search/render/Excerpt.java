package dev.codebasemcp.search.render;

import dev.codebasemcp.model.LineRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a long chunk to the relevant part, which is contiguous. That is the largest definition around the best line that fits.
 * If even the innermost is too long, it is the lines around the best one.
 */
final class Excerpt {
    /** In characters, about 200 tokens; {@code docs/ranking.md} compares other values. */
    static final int MAX_CHARS = 800;
    /** A shorter excerpt shows too little around a field or a constant. */
    private static final int MIN_CHARS = 300;

    private final Passage passage;
    private final List<Snippet.Line> lines;
    private int from;
    private int to;

    private Excerpt(Passage passage) {
        this.passage = passage;
        this.lines = passage.lines();
    }

    /** Whether a definition fits with its comment, as far as the chunk contains it. */
    static boolean fits(NamedRange definition, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        return excerpt.length(passage.toShow(definition)) <= MAX_CHARS;
    }

    static List<Snippet.Line> around(Snippet.Line best, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        Optional<LineRange> definition = passage.starting().stream()
                .map(passage::toShow)
                .filter(range -> range.contains(best.number()))
                .filter(range -> excerpt.length(range) <= MAX_CHARS)
                .max(Comparator.comparingInt(excerpt::length));
        if (definition.isPresent()) {
            excerpt.take(excerpt.start(definition.get()), excerpt.end(definition.get()));
            return excerpt.grownUpTo(MIN_CHARS);
        }
        int index = passage.index(best.number());
        excerpt.take(index, index + 1);
        return excerpt.grownUpTo(MAX_CHARS);
    }

    /** The start of a definition, and all of it if it fits. */
    static List<Snippet.Line> of(NamedRange definition, Passage passage) {
        Excerpt excerpt = new Excerpt(passage);
        LineRange extent = passage.toShow(definition);
        int start = excerpt.start(extent);
        int first = passage.index(definition.lines().start());
        boolean commentFits = excerpt.length(start, first + 1) <= MAX_CHARS;
        excerpt.take(commentFits ? start : first, first + 1);
        while (excerpt.to < excerpt.end(extent) && excerpt.length(excerpt.from, excerpt.to + 1) <= MAX_CHARS) {
            excerpt.to++;
        }
        return excerpt.grownUpTo(MIN_CHARS);
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

    /** Extends the excerpt by lines before and after it in turn, while they fit. */
    private List<Snippet.Line> grownUpTo(int maxChars) {
        boolean grew = true;
        while (grew) {
            grew = false;
            if (from > 0 && length(from - 1, to) <= maxChars) {
                from--;
                grew = true;
            }
            if (to < lines.size() && length(from, to + 1) <= maxChars) {
                to++;
                grew = true;
            }
        }
        return lines.subList(from, to);
    }
}
