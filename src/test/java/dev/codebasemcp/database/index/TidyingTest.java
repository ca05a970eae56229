package dev.codebasemcp.database.index;

import static dev.codebasemcp.database.index.IndexDrafts.batch;
import static dev.codebasemcp.database.index.IndexDrafts.content;
import static dev.codebasemcp.database.index.IndexDrafts.file;
import static dev.codebasemcp.database.index.IndexDrafts.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What is deleted leaves the segments, and nothing else does. */
class TidyingTest {
    @PostgresTest
    void segmentsAreRewrittenWhenManyOfTheirChunksAreGone(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        // One segment keeps a tenth of its chunks, one keeps none, and one keeps all.
        writeFiles(store, repository, 0, 300, "kept");
        writeFiles(store, repository, 300, 600, "kept");
        writeFiles(store, repository, 600, 900, "kept");
        store.sweep(Optional.of(writeFiles(store, repository, 0, 570, "new")), () -> false);
        Map<String, Set<String>> before = IndexStoreTest.postings(store);

        AtomicInteger looks = new AtomicInteger(3);
        store.tidy(() -> looks.getAndDecrement() <= 0);
        assertThat(chunksInSegments(store)).isEqualTo(1_470);
        store.tidy(() -> false);

        assertThat(chunksInSegments(store)).isEqualTo(900);
        assertThat(IndexStoreTest.postings(store)).isEqualTo(before);
    }

    private static Set<Long> writeFiles(IndexStore store, RepositoryId repository, int from, int to, String word) {
        List<ContentDraft> contents = new ArrayList<>();
        List<KnownFile> files = new ArrayList<>();
        for (int i = from; i < to; i++) {
            contents.add(content(word + i));
            files.add(file("f" + i, hash(word + i)));
        }
        return store.write(batch(repository, contents, files, List.of()));
    }

    private static int chunksInSegments(IndexStore store) {
        return store.read(snapshot ->
                snapshot.segments().stream().mapToInt(SegmentHead::chunkCount).sum());
    }

    @PostgresTest
    void anIndexIsSweptOnceWhatWasReleasedIsRemoved(Databases databases) {
        IndexStore store = store(databases);
        RepositoryId repository = store.repository(Machines.HERE, Path.of("/r")).id();
        assertThat(store.isSwept()).isFalse();
        store.sweep(Optional.empty(), () -> false);
        writeFiles(store, repository, 0, 3, "old");
        assertThat(store.isSwept()).isTrue();

        Set<Long> released = writeFiles(store, repository, 0, 3, "new");
        assertThat(store.isSwept()).isFalse();
        store.sweep(Optional.of(released), () -> true);
        assertThat(store.isSwept()).isFalse();
        store.sweep(Optional.of(released), () -> false);
        assertThat(store.isSwept()).isTrue();
        assertThat(store.unreferencedContents()).isEmpty();

        store.remove(repository);
        assertThat(store.isSwept()).isFalse();
        store.sweep(Optional.empty(), () -> false);
        assertThat(store.isSwept()).isTrue();
        assertThat(store.contentHashes()).isEmpty();
    }

    private static IndexStore store(Databases databases) {
        return new IndexStore(databases.create(DatabaseName.of("index store", ProjectId.random())));
    }
}
