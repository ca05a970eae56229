package dev.codebasemcp.search.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChunkRangeTest {
    private static final FileRef FILE = FileRef.of(new FileKey(new RepositoryId(new UUID(1, 1)), "a.py"), "python");
    private static final int MOST = 32;

    @Test
    void adjacentContentsAreOneRange() {
        assertThat(ChunkRange.around(List.of(file(7, 3), file(1, 2), file(3, 2), file(3, 2), file(6, 0))))
                .containsExactly(new ChunkRange(1, 5), new ChunkRange(7, 10));
        assertThat(ChunkRange.around(List.of())).isEmpty();
    }

    @RepeatedTest(20)
    void allChunksAreInFewRangesThatDoNotOverlap(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<IndexedFile> files = new ArrayList<>();
        long next = 1;
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            next += random.nextInt(50);
            int chunks = random.nextInt(4);
            files.add(file(next, chunks));
            next += chunks;
        }
        Collections.shuffle(files, random);

        List<ChunkRange> ranges = ChunkRange.around(files);

        assertThat(ranges).hasSizeLessThanOrEqualTo(MOST);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).first()).isGreaterThan(ranges.get(i - 1).end());
        }
        assertThat(files)
                .allMatch(file -> file.chunks() == 0
                        || ranges.stream()
                                .anyMatch(range -> range.first() <= file.firstChunkId()
                                        && file.firstChunkId() + file.chunks() <= range.end()));
    }

    private static IndexedFile file(long first, int chunks) {
        return new IndexedFile(FILE, first, first, chunks);
    }
}
