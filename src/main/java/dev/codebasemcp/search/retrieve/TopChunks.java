package dev.codebasemcp.search.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the chunks with the highest scores. Not safe for threads. */
final class TopChunks {
    private record Scored(float score, int segment, int ordinal) {}

    private final int limit;
    private final PriorityQueue<Scored> lowestFirst = new PriorityQueue<>((a, b) -> {
        int byScore = Float.compare(a.score, b.score);
        if (byScore != 0) {
            return byScore;
        }
        // of equals the earlier chunk stays
        return a.segment != b.segment ? b.segment - a.segment : b.ordinal - a.ordinal;
    });

    TopChunks(int limit) {
        this.limit = limit;
    }

    void offer(int segment, int ordinal, float score) {
        if (lowestFirst.size() < limit) {
            lowestFirst.add(new Scored(score, segment, ordinal));
        } else if (score > lowestFirst.element().score) {
            lowestFirst.remove();
            lowestFirst.add(new Scored(score, segment, ordinal));
        }
    }

    List<ChunkPlace> places() {
        List<ChunkPlace> places = new ArrayList<>(lowestFirst.size());
        lowestFirst.forEach(scored -> places.add(new ChunkPlace(scored.segment, scored.ordinal)));
        return places;
    }
}
