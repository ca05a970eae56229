package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.JobProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that their language's parser must not, or does not come to an end to, read. */
@OneFlavour
class UnparsedFilesTest {
    @TempDir
    private Path repository;

    @TempDir
    private Path natives;

    @PostgresTest
    void aFileThatItsParserMustNotReadIsIndexedAndNamedWithTheCause(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("lib/a.rb"), "def first\n  x = <<" + "A".repeat(256) + "\nend\n");
        write(repository.resolve("b.rb"), "def second\n  1\nend\n");

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.progress().filesFailed()).isZero();
        assertThat(outcome.progress().filesIndexed()).isEqualTo(2);
        assertThat(outcome.message())
                .contains("without the parser of the language (1): lib/a.rb: it nests deeper than its parser supports")
                .doesNotContain("b.rb");
        assertThat(IndexDump.of(index.store()))
                .anyMatch(line -> line.startsWith("chunk [lib/a.rb]") && line.contains("first"))
                .anyMatch(line -> line.startsWith("chunk [b.rb]") && line.contains("second"));
    }

    /** Reading on takes the scanner a quarter of a minute, and it answers to nothing. */
    @PostgresTest
    @Timeout(60)
    void aCancelDoesNotWaitForAParserThatDoesNotAnswer(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.dart"), ("`".repeat(400) + "\n").repeat(100));

        JobOutcome outcome = index.index(repository, natives, IndexFixture.EMBEDDER, new StopsWhileParsing());

        assertThat(outcome.stopped()).isTrue();
        assertThat(isParsing()).isTrue();
    }

    private boolean isParsing() throws IOException {
        Path marks = natives.resolve("parsing");
        if (!Files.isDirectory(marks)) {
            return false;
        }
        try (Stream<Path> files = Files.list(marks)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".marks-1")).toList()) {
                for (byte one : Files.readAllBytes(file)) {
                    if (one != 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private final class StopsWhileParsing implements JobControl {
        private volatile boolean stopped;

        @Override
        public void report(JobProgress progress) {
            // Nobody wants to know.
        }

        @Override
        public boolean stopRequested() {
            try {
                stopped |= isParsing();
                return stopped;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
