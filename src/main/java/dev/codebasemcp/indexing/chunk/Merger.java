package dev.codebasemcp.indexing.chunk;

import static dev.codebasemcp.indexing.chunk.Chunker.TARGET;
import static dev.codebasemcp.indexing.chunk.Chunker.WHOLE;

import java.util.ArrayList;
import java.util.List;

/** Joins small neighbours, but lets an important definition start a chunk of its own. */
final class Merger {
    /** A shorter piece, such as a closing bracket or a package line, makes no chunk of its own. */
    private static final int TINY = 120;
    /** A shorter piece may join a piece of another enclosing definition. */
    private static final int SMALL = 300;
    /** An important definition of this size starts a chunk. */
    private static final int SUBSTANTIAL = 600;

    private final Sizes sizes;

    Merger(Sizes sizes) {
        this.sizes = sizes;
    }

    List<Piece> merge(List<Piece> pieces) {
        List<Piece> merged = new ArrayList<>();
        for (Piece next : pieces) {
            int last = merged.size() - 1;
            if (last >= 0 && joins(merged.get(last), next)) {
                merged.set(last, join(merged.get(last), next));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    private boolean joins(Piece before, Piece next) {
        if (next.lines().start() - before.lines().end() > Chunker.MAX_GAP) {
            return false;
        }
        long both = sizes.of(before.lines().start(), next.lines().end());
        long smaller = Math.min(size(before), size(next));
        if (smaller < TINY) {
            return both <= WHOLE;
        }
        if (both > TARGET) {
            return false;
        }
        boolean related = before.enclosing().equals(next.enclosing());
        return (related || smaller < SMALL) && !startsAnew(before, next);
    }

    private boolean startsAnew(Piece before, Piece next) {
        boolean important = next.definition()
                .filter(definition -> Importance.of(definition.kind()) > Importance.VALUE)
                .isPresent();
        return important && size(next) >= SUBSTANTIAL && size(before) >= SMALL;
    }

    /** The larger piece decides which definition encloses the chunk. */
    private Piece join(Piece before, Piece next) {
        Piece larger = size(before) >= size(next) ? before : next;
        Piece both = before.upTo(next);
        return new Piece(both.lines(), both.definition(), larger.enclosing());
    }

    private long size(Piece piece) {
        return sizes.of(piece.lines().start(), piece.lines().end());
    }
}
