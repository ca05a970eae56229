package dev.codebasemcp.code.outline;

import dev.codebasemcp.model.LineRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decorators above definitions, possibly with comments between them, keyed by last line. */
final class DecoratorRanges {
    private final Map<Integer, LineRange> decorators = new HashMap<>();
    private final Map<Integer, LineRange> comments = new HashMap<>();

    DecoratorRanges(List<LineRange> decorators, List<LineRange> comments) {
        decorators.forEach(range -> this.decorators.put(range.end(), range));
        comments.forEach(range -> this.comments.put(range.end(), range));
    }

    /**
     * Moves a definition's start up over its decorators, and over comments that have a decorator above them.
     *
     * @param floor the last line that belongs to something else
     */
    int extend(int start, int floor) {
        int top = start;
        int at = start;
        while (true) {
            LineRange decorator = decorators.get(at - 1);
            if (decorator == null) {
                decorator = decorators.get(at);
            }
            boolean decorated = decorator != null && decorator.start() < at;
            LineRange above = decorated ? decorator : comments.get(at - 1);
            if (above == null || above.start() <= floor) {
                return top;
            }
            at = above.start();
            top = decorated ? at : top;
        }
    }
}
