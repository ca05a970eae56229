package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.FileFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Files that can be read, and of which nothing can be made. */
@OneFlavour
class FailedFilesTest {
    @TempDir
    private Path repository;

    @PostgresTest
    void aFileThatCannotBeEmbeddedFailsAloneKeepsItsChunksAndIsTriedAgain(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path file = repository.resolve("b.py");
        write(file, "def before():\n    return 1\n");
        index.index(repository);
        write(repository.resolve("a.py"), "def first():\n    return 1\n");
        write(file, "def poisoned():\n    return 22\n");
        write(repository.resolve("c.py"), "def last():\n    return 1\n");

        JobOutcome failing = index.index(repository, IndexFixture.NATIVES, new Poisoned());

        assertThat(failing.stopped()).isFalse();
        assertThat(failing.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo("b.py");
            assertThat(failure.cause()).contains("could not be indexed", "the model chokes on it");
        });
        assertThat(IndexDump.of(index.store()))
                .anyMatch(line -> line.startsWith("chunk [a.py]"))
                .anyMatch(line -> line.startsWith("chunk [b.py]") && line.contains("before"))
                .anyMatch(line -> line.startsWith("chunk [c.py]"))
                .noneMatch(line -> line.contains("poisoned"));

        JobOutcome healed = index.index(repository);

        assertThat(healed.failures()).isEmpty();
        assertThat(healed.progress().filesIndexed()).isEqualTo(1);
        assertThat(IndexDump.of(index.store()))
                .anyMatch(line -> line.startsWith("chunk [b.py]") && line.contains("poisoned"))
                .noneMatch(line -> line.contains("before"));
    }

    @PostgresTest
    void aParserThatCannotBeLoadedFailsNoFile(Databases databases) throws Exception {
        Path noFolder = Files.writeString(repository.resolve("natives.txt"), "a file where a folder should be\n");
        write(repository.resolve("a.py"), "def first():\n    return 1\n");
        IndexFixture index = new IndexFixture(databases);

        JobOutcome outcome = index.index(repository, noFolder, IndexFixture.EMBEDDER);

        assertThat(outcome.failures()).extracting(FileFailure::cause).isEmpty();
        assertThat(IndexDump.of(index.store()))
                .anyMatch(line -> line.startsWith("chunk [a.py]") && line.contains("first"));
    }

    /** The built-in model, but for one word. */
    private static final class Poisoned implements Embedder {
        @Override
        public String model() {
            return IndexFixture.EMBEDDER.model();
        }

        @Override
        public List<float[]> embedDocuments(List<String> texts) {
            if (texts.stream().anyMatch(text -> text.contains("poisoned"))) {
                throw new IllegalStateException("the model chokes on it");
            }
            return IndexFixture.EMBEDDER.embedDocuments(texts);
        }

        @Override
        public float[] embedQuery(String query) {
            return IndexFixture.EMBEDDER.embedQuery(query);
        }
    }
}
