package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.Grammars;
import dev.codebasemcp.code.Outliner;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.SegmentRow;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.indexing.write.ContentPreparer;
import dev.codebasemcp.jobs.Job;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** An index that an older version made with another embedding model. */
class ModelChangeTest {
    @TempDir
    private Path repository;

    @PostgresTest
    void isEmbeddedAgainByTheNextRun(Databases databases) throws Exception {
        write(repository.resolve("a.py"), "def first():\n    return 1\n");
        write(repository.resolve("b.py"), "def second():\n    return 2\n");
        IndexFixture index = new IndexFixture(databases);
        IndexFixture fresh = new IndexFixture(databases);
        indexByOlderModel(databases, index);
        assertThat(models(index)).containsOnly("older");
        fresh.index(repository);

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.progress().filesIndexed()).isEqualTo(2);
        assertThat(models(index)).contains(IndexFixture.EMBEDDER.model());
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(fresh.store()));
    }

    private void indexByOlderModel(Databases databases, IndexFixture index) throws InterruptedException {
        Embedder older = new Older();
        PreparerPool preparers = new PreparerPool(
                () -> new ContentPreparer(new Outliner(new Grammars(Path.of("target/test-natives"))), older));
        IndexSettings settings = new IndexSettings(2, 1 << 20, IndexSettings.BATCH_CHUNKS);
        new IndexJob(databases, () -> older, preparers, IndexFixture.SCANNER, settings, Clock.systemUTC())
                .run(
                        new Job(JobId.random(), ProjectId.random(), index.database(), repository, false),
                        new IndexFixture.StoppingControl(progress -> false));
    }

    private static List<String> models(IndexFixture index) {
        return index.store()
                .read(snapshot -> snapshot
                        .segments(snapshot.segments().stream()
                                .map(SegmentHead::id)
                                .toList())
                        .stream()
                        .map(SegmentRow::embeddingModel)
                        .toList());
    }

    /** Takes all texts for the same. */
    private static final class Older implements Embedder {
        @Override
        public String model() {
            return "older";
        }

        @Override
        public int dimension() {
            return IndexFixture.EMBEDDER.dimension();
        }

        @Override
        public List<float[]> embedDocuments(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public float[] embedQuery(String query) {
            return IndexFixture.EMBEDDER.embedQuery("the same");
        }
    }
}
