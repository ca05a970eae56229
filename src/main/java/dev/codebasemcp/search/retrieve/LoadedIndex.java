package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.search.rank.FileRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one search works on: the catalogue of the index, its segments in memory, and the part that may be answered from.
 */
record LoadedIndex(Catalogue catalogue, List<LoadedSegment> segments, Selection selection) {
    /** Where a chunk is; empty if no segment has it. */
    Optional<ChunkPlace> place(long chunkId) {
        for (int number = 0; number < segments.size(); number++) {
            int ordinal = segments.get(number).ordinalOf(chunkId);
            if (ordinal >= 0) {
                return Optional.of(new ChunkPlace(number, ordinal));
            }
        }
        return Optional.empty();
    }

    /** The places of all chunks of a content: they lie side by side in one segment. */
    List<ChunkPlace> placesOf(int content) {
        int count = catalogue.chunkCount(content);
        if (count == 0) {
            return List.of();
        }
        ChunkPlace[] places = new ChunkPlace[count];
        Optional<ChunkPlace> first = place(catalogue.firstChunkId(content));
        if (first.isEmpty()) {
            return List.of();
        }
        Arrays.setAll(
                places, i -> new ChunkPlace(first.get().segment(), first.get().ordinal() + i));
        return List.of(places);
    }

    List<Long> segmentIds() {
        return segments.stream().map(LoadedSegment::id).toList();
    }

    /** Whether a list has a chunk that is still there. */
    boolean isHeld(PostingsRow row) {
        boolean[] held = new boolean[1];
        segments.stream()
                .filter(segment -> segment.id() == row.segmentId())
                .map(catalogue::contentsOf)
                .forEach(contents ->
                        PostingList.forEach(row.data(), (ordinal, frequencies) -> held[0] |= contents[ordinal] >= 0));
        return held[0];
    }

    long chunkId(ChunkPlace place) {
        return segments.get(place.segment()).chunkId(place.ordinal());
    }

    /** The ids of the contents that may be answered. */
    List<Long> selectedContentIds() {
        return selection.contents().mapToObj(catalogue::contentId).toList();
    }

    /**
     * Which of two selected chunks comes first if nothing else decides: by the first selected file that holds it, then by
     * line. Where chunks lie in segments depends on the order in which they were written.
     */
    int compare(ChunkPlace one, ChunkPlace other) {
        int content = contentOf(one);
        int otherContent = contentOf(other);
        return content == otherContent
                ? Long.compare(chunkId(one), chunkId(other))
                : catalogue.order().compare(firstFile(content), firstFile(otherContent));
    }

    private FileRef firstFile(int content) {
        return selection.firstOf(catalogue.filesOf(content));
    }

    /** Whether a chunk may be answered. */
    boolean isSelected(int segment, int ordinal) {
        return selection.contains(catalogue.contentsOf(segments.get(segment))[ordinal]);
    }

    /** The content of a chunk, or -1 if it is gone. */
    int contentOf(ChunkPlace place) {
        return catalogue.contentsOf(segments.get(place.segment()))[place.ordinal()];
    }
}
