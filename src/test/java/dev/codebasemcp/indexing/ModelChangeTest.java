package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.SegmentRow;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.jobs.JobOutcome;
import java.nio.file.Path;
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
        index.index(repository, IndexFixture.NATIVES, new Older());
        assertThat(models(index)).containsOnly("older");
        fresh.index(repository);

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.progress().filesIndexed()).isEqualTo(2);
        assertThat(models(index)).contains(IndexFixture.EMBEDDER.model());
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(fresh.store()));
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
        public List<float[]> embedDocuments(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public float[] embedQuery(String query) {
            return IndexFixture.EMBEDDER.embedQuery("the same");
        }
    }
}
