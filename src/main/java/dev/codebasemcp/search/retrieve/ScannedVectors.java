package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.QuantizedVectors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The portable flavour: compares the query with every selected vector of the loaded segments. */
final class ScannedVectors implements VectorScores {
    private final LoadedIndex index;
    private final QueryVector query;
    private final int limit;
    private final byte[] quantized;
    private final float norm;

    ScannedVectors(LoadedIndex index, QueryVector query, int limit) {
        this.index = index;
        this.query = query;
        this.limit = limit;
        quantized = new byte[query.vector().length];
        QuantizedVectors.quantize(query.vector(), quantized, 0);
        norm = QuantizedVectors.norm(quantized, 0, quantized.length);
    }

    @Override
    public List<ChunkPlace> best() {
        TopChunks best = new TopChunks(limit);
        for (int number = 0; number < index.segments().size(); number++) {
            LoadedSegment segment = index.segments().get(number);
            if (norm > 0 && isComparable(segment)) {
                scan(number, segment, best);
            }
        }
        return best.places();
    }

    private void scan(int number, LoadedSegment segment, TopChunks best) {
        int[] contents = index.catalogue().contentsOf(segment);
        for (int ordinal = 0; ordinal < contents.length; ordinal++) {
            if (index.selection().contains(contents[ordinal])) {
                best.offer(number, ordinal, segment.cosine(ordinal, quantized, norm));
            }
        }
    }

    @Override
    public Map<ChunkPlace, Float> of(List<ChunkPlace> places) {
        Map<ChunkPlace, Float> cosines = new HashMap<>();
        for (ChunkPlace place : places) {
            LoadedSegment segment = index.segments().get(place.segment());
            if (isComparable(segment)) {
                cosines.put(place, segment.cosine(place.ordinal(), quantized, norm));
            }
        }
        return cosines;
    }

    private boolean isComparable(LoadedSegment segment) {
        return segment.isEmbeddedBy(query.model()) && segment.holdsVectors(quantized.length);
    }
}
