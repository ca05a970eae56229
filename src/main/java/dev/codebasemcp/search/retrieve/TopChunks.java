package dev.codebasemcp.search.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the chunks with the highest scores; breaks ties by the order of {@link LoadedIndex}. Not thread-safe. */
final class TopChunks {
    private record Scored(float score, ChunkPlace place) {}

    private final LoadedIndex index;
    private final int limit;
    private final PriorityQueue<Scored> worstFirst;

    /** Keeps up to {@code limit} selected chunks of {@code index}. */
    TopChunks(LoadedIndex index, int limit) {
        this.index = index;
        this.limit = limit;
        this.worstFirst = new PriorityQueue<>(this::worstFirst);
    }

    private int worstFirst(Scored one, Scored other) {
        int byScore = Float.compare(one.score, other.score);
        return byScore != 0 ? byScore : index.compare(other.place, one.place);
    }

    void offer(int segment, int ordinal, float score) {
        if (worstFirst.size() == limit && score < worstFirst.element().score) {
            return;
        }
        Scored offered = new Scored(score, new ChunkPlace(segment, ordinal));
        if (worstFirst.size() < limit) {
            worstFirst.add(offered);
        } else if (worstFirst(offered, worstFirst.element()) > 0) {
            worstFirst.remove();
            worstFirst.add(offered);
        }
    }

    List<ChunkPlace> places() {
        List<ChunkPlace> places = new ArrayList<>(worstFirst.size());
        worstFirst.forEach(scored -> places.add(scored.place));
        return places;
    }
}
