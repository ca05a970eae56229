package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pgvector flavour: the database compares vectors. Compares a selection exactly, since an index that cuts before it
 * filters would lose results.
 */
final class DatabaseVectors implements VectorScores {
    private final LoadedIndex index;
    private final QueryVector query;
    private final int limit;
    private final IndexSnapshot snapshot;

    DatabaseVectors(LoadedIndex index, QueryVector query, int limit, IndexSnapshot snapshot) {
        this.index = index;
        this.query = query;
        this.limit = limit;
        this.snapshot = snapshot;
    }

    @Override
    public List<ChunkPlace> best() {
        Selection selection = index.selection();
        Map<Long, Float> nearest = selection.isEverything()
                ? snapshot.nearest(query.vector(), limit)
                : snapshot.nearestAmong(query.vector(), index.selectedContentIds(), limit);
        TopChunks best = new TopChunks(index, limit);
        nearest.forEach((chunk, cosine) -> index.place(chunk)
                .filter(place -> selection.contains(index.contentOf(place)) && isComparable(place))
                .ifPresent(place -> best.offer(place.segment(), place.ordinal(), cosine)));
        return best.places();
    }

    @Override
    public Map<ChunkPlace, Float> of(List<ChunkPlace> places) {
        Map<Long, ChunkPlace> byChunk = new HashMap<>();
        places.stream().filter(this::isComparable).forEach(place -> byChunk.put(index.chunkId(place), place));
        Map<ChunkPlace, Float> cosines = new HashMap<>();
        snapshot.cosines(query.vector(), byChunk.keySet())
                .forEach((chunk, cosine) -> cosines.put(byChunk.get(chunk), cosine));
        return cosines;
    }

    private boolean isComparable(ChunkPlace place) {
        return index.segments().get(place.segment()).isEmbeddedBy(query.model());
    }
}
