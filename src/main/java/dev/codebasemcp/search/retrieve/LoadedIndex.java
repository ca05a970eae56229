package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.search.rank.FileRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The data of one search: the catalogue of the index, its segments in memory, and the selected part. */
record LoadedIndex(Catalogue catalogue, List<LoadedSegment> segments, Selection selection) {
    /** Returns the place of a chunk; empty if no segment contains it. */
    Optional<ChunkPlace> place(long chunkId) {
        for (int number = 0; number < segments.size(); number++) {
            int ordinal = segments.get(number).ordinalOf(chunkId);
            if (ordinal >= 0) {
                return Optional.of(new ChunkPlace(number, ordinal));
            }
        }
        return Optional.empty();
    }

    /** Returns the places of all chunks of a content, which are adjacent in one segment. */
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

    /** Whether a posting list contains a selected chunk. */
    boolean isHeld(PostingsRow row) {
        boolean[] held = new boolean[1];
        segments.stream()
                .filter(segment -> segment.id() == row.segmentId())
                .map(catalogue::contentsOf)
                .forEach(contents -> PostingList.forEach(
                        row.data(), (ordinal, frequencies) -> held[0] |= selection.contains(contents[ordinal])));
        return held[0];
    }

    long chunkId(ChunkPlace place) {
        return segments.get(place.segment()).chunkId(place.ordinal());
    }

    /** Returns the ids of the selected contents. */
    List<Long> selectedContentIds() {
        return selection.contents().mapToObj(catalogue::contentId).toList();
    }

    /**
     * Breaks ties between selected chunks: by the first selected file that contains each, then by line. Places in
     * segments depend on the order of writing.
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

    /** Whether a chunk is selected. */
    boolean isSelected(int segment, int ordinal) {
        return selection.contains(catalogue.contentsOf(segments.get(segment))[ordinal]);
    }

    /** Returns the content of a chunk, or -1 if it is deleted. */
    int contentOf(ChunkPlace place) {
        return catalogue.contentsOf(segments.get(place.segment()))[place.ordinal()];
    }
}
