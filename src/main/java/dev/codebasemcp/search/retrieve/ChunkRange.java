package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Chunks with ids from {@code first} to before {@code end}.
 *
 * @param end the first id behind them
 */
record ChunkRange(long first, long end) {
    /** Each range is a query, and a query costs as much as some hundred rows that nobody needs. */
    private static final int MOST = 32;

    /** Returns a few ranges in order that hold the chunks of files, and as few others as possible. */
    static List<ChunkRange> around(Collection<IndexedFile> files) {
        List<ChunkRange> contents = files.stream()
                .filter(file -> file.chunks() > 0)
                .map(file -> new ChunkRange(file.firstChunkId(), file.firstChunkId() + file.chunks()))
                .distinct()
                .sorted((one, other) -> Long.compare(one.first, other.first))
                .toList();
        long[] gaps = new long[Math.max(0, contents.size() - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = contents.get(i + 1).first - contents.get(i).end;
        }
        long[] ascending = gaps.clone();
        Arrays.sort(ascending);
        long bridged = ascending.length < MOST ? 0 : ascending[ascending.length - MOST];
        List<ChunkRange> ranges = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            ChunkRange next = contents.get(i);
            if (i > 0 && gaps[i - 1] <= bridged) {
                ChunkRange last = ranges.remove(ranges.size() - 1);
                next = new ChunkRange(last.first, next.end);
            }
            ranges.add(next);
        }
        return ranges;
    }
}
