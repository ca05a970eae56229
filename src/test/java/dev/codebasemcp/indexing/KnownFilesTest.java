package dev.codebasemcp.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RepositoryId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

@OneFlavour
class KnownFilesTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path repository;

    private final KnownFiles known = new KnownFiles();

    @BeforeEach
    void writeAFile() throws IOException {
        repository = folder.toRealPath();
        IndexFixture.write(repository.resolve("a.py"), "def a():\n    return 1\n");
    }

    @PostgresTest
    void areReadOnceForEachGeneration(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        index.index(repository);
        IndexStore store = index.store();
        RepositoryId id = store.repository(Machines.HERE, repository).id();
        long first = generation(store);

        Map<String, KnownFile> files = known.of(store, id, first);
        assertThat(files).containsOnlyKeys("a.py");
        assertThat(known.of(store, id, first)).isSameAs(files);

        IndexFixture.write(repository.resolve("b.py"), "def b():\n    return 2\n");
        index.index(repository);
        assertThat(known.of(store, id, generation(store))).containsOnlyKeys("a.py", "b.py");
    }

    @PostgresTest
    void areReadAheadUnlessTooMany(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        index.index(repository);
        IndexStore store = index.store();
        RepositoryId id = store.repository(Machines.HERE, repository).id();
        long before = generation(store);
        KnownFiles tooMany = new KnownFiles();
        known.prepare(store, id, 1);
        tooMany.prepare(store, id, 200_001);
        IndexFixture.write(repository.resolve("b.py"), "def b():\n    return 2\n");
        index.index(repository);

        assertThat(known.of(store, id, before)).containsOnlyKeys("a.py");
        assertThat(tooMany.of(store, id, before)).containsOnlyKeys("a.py", "b.py");
    }

    /** The look that asks for a generation may meet a later one, which a crash of the server may undo. */
    @PostgresTest
    void filesOfALaterGenerationAreNotTakenForThoseOfTheOneThatWasAskedFor(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        index.index(repository);
        IndexStore store = index.store();
        RepositoryId id = store.repository(Machines.HERE, repository).id();
        long before = generation(store);
        IndexFixture.write(repository.resolve("b.py"), "def b():\n    return 2\n");
        index.index(repository);

        Map<String, KnownFile> later = known.of(store, id, before);

        assertThat(later).containsOnlyKeys("a.py", "b.py");
        assertThat(known.of(store, id, generation(store))).isSameAs(later);
        assertThat(known.of(store, id, before)).isNotSameAs(later);
    }

    private static long generation(IndexStore store) {
        return store.<Long>read(IndexSnapshot::generation);
    }
}
