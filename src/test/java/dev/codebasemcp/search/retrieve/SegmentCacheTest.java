package dev.codebasemcp.search.retrieve;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.provisioning.Concurrently;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    private static final int SEARCHES = 4;
    private static final Comparator<LoadedSegment> BY_INSTANCE = (one, other) -> one == other ? 0 : 1;

    @TempDir
    Path repository;

    /** What one search works on. */
    private record Loaded(Catalogue catalogue, List<LoadedSegment> segments) {}

    /** Each search used to load the catalogue and every segment for itself. */
    @PostgresTest
    void searchesThatBeginAtOnceLoadTheCatalogueAndEachSegmentOnce(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases, 1);
        for (int file = 0; file < 3; file++) {
            write(repository.resolve("f" + file + ".py"), "def token_" + file + "():\n    return " + file + "\n");
            index.index(repository);
        }
        IndexStore store = index.store();
        CatalogueCache catalogues = new CatalogueCache(8);
        SegmentCache segments = new SegmentCache(1 << 20, 1 << 30);
        CyclicBarrier together = new CyclicBarrier(SEARCHES);

        List<Loaded> all = Concurrently.run(
                SEARCHES,
                number -> store.read(snapshot -> {
                    await(together);
                    Catalogue catalogue = catalogues.get("database", snapshot);
                    await(together);
                    return new Loaded(catalogue, segments.load("database", catalogue.segments(), snapshot));
                }));

        Loaded first = all.get(0);
        assertThat(first.segments()).hasSizeGreaterThan(1);
        assertThat(all).allSatisfy(loaded -> {
            assertThat(loaded.catalogue()).isSameAs(first.catalogue());
            assertThat(loaded.segments()).usingElementComparator(BY_INSTANCE).isEqualTo(first.segments());
        });
    }

    /** What does not fit is still answered from, in the order of the index. */
    @PostgresTest
    void aCacheWithoutRoomLoadsWhatIsAskedFor(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def token():\n    return 1\n");
        index.index(repository);
        SegmentCache segments = new SegmentCache(0, 1 << 30);

        List<LoadedSegment> loaded = index.store().read(snapshot -> {
            List<LoadedSegment> twice = new ArrayList<>(segments.load("database", snapshot.segments(), snapshot));
            twice.addAll(segments.load("database", snapshot.segments(), snapshot));
            return twice;
        });

        assertThat(loaded).hasSize(2).doesNotHaveDuplicates();
        assertThat(loaded).extracting(LoadedSegment::size).containsOnly(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
