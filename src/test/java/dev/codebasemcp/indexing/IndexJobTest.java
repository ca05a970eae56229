package dev.codebasemcp.indexing;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.SkipReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

@OneFlavour
class IndexJobTest {
    @TempDir
    Path repository;

    @PostgresTest
    void aRepositoryIsIndexedWithItsDefinitions(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("src/Greeter.java"), "/** Says hello. */\nclass Greeter {\n    void greet() {}\n}\n");
        write(repository.resolve("notes.md"), "# Notes\n\nSome words.\n");
        write(repository.resolve(".gitignore"), "ignored/\n");
        write(repository.resolve("ignored/secret.java"), "class Ignored {}\n");

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.stopped()).isFalse();
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.progress().filesIndexed()).isEqualTo(3);
        assertThat(outcome.progress().chunksCreated()).isEqualTo(3);
        assertThat(IndexDump.of(index.store()))
                .contains("definition [src/Greeter.java]:LineRange[start=1, end=4] Greeter class")
                .contains("definition [src/Greeter.java]:LineRange[start=1, end=4] Greeter.greet method")
                .noneMatch(line -> line.contains("Ignored"));
    }

    @PostgresTest
    void secretsAreInNoTableAndLongLinesCostNoFile(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        String token = "ghp_" + "a1B2c3D4e5F6".repeat(3);
        String key = "-----BEGIN PRIVATE " + "KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE " + "KEY-----\n";
        write(repository.resolve("client.py"), "TOKEN = '" + token + "'\n\ndef call():\n    return TOKEN\n");
        write(repository.resolve("notes.txt"), "The key of the server:\n\n" + key);
        write(repository.resolve("prod.env"), "DB_PASSWORD=hunter2\n");
        write(
                repository.resolve("logo.js"),
                "export const LOGO = \"" + "A".repeat(10_000) + "\";\n" + "// more\n".repeat(3_000)
                        + "export function drawLogo() {}\n");

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.progress().skipped()).isEqualTo(Map.of(SkipReason.SECRET, 2));
        assertThat(IndexDump.of(index.store()))
                .noneMatch(line -> line.contains("a1B2c3D4e5F6") || line.contains("a1b2c3d4e5f6"))
                .noneMatch(line -> line.contains("MIIEvQ") || line.contains("hunter2"))
                .anyMatch(line -> line.contains("client.py") && line.contains("call function"))
                .anyMatch(line -> line.contains("logo.js") && line.contains("drawLogo function"));
    }

    @PostgresTest
    void aSecondRunFindsNothingToDo(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def one():\n    return 1\n");
        age(repository);
        index.index(repository);
        Set<String> before = IndexDump.of(index.store());

        JobOutcome second = index.index(repository);

        assertThat(second.progress().filesScanned()).isEqualTo(1);
        assertThat(second.progress().filesIndexed()).isZero();
        assertThat(second.progress().chunksCreated()).isZero();
        assertThat(IndexDump.of(index.store())).isEqualTo(before);
    }

    @PostgresTest
    void incrementalRunsEndWithTheIndexThatACleanRunMakes(Databases databases) throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            Path root = repository.resolve("seed" + seed);
            Random random = new Random(seed);
            IndexFixture incremental = new IndexFixture(databases, 8);
            for (int round = 0; round < 6; round++) {
                edit(root, random);
                JobOutcome outcome = incremental.index(root);
                assertThat(outcome.failures()).isEmpty();
            }
            IndexFixture clean = new IndexFixture(databases);
            clean.index(root);

            assertThat(IndexDump.of(incremental.store()))
                    .as("seed %d", seed)
                    .isEqualTo(IndexDump.of(clean.store()))
                    .isNotEmpty();
        }
    }

    @PostgresTest
    void aStoppedRunKeepsWhatItCommittedAndTheNextOneEndsLikeACleanOne(Databases databases) throws Exception {
        for (int i = 0; i < 60; i++) {
            write(repository.resolve("p" + i % 7 + "/m" + i + ".py"), module("m" + i, i));
        }
        IndexFixture index = new IndexFixture(databases, 10);

        JobOutcome stopped = index.index(repository, false, progress -> progress.chunksCreated() >= 10);
        long kept = index.store().repositories().get(0).chunks();
        JobOutcome resumed = index.index(repository);

        assertThat(stopped.stopped()).isTrue();
        assertThat(kept).isGreaterThanOrEqualTo(10).isEqualTo(stopped.progress().chunksCreated());
        assertThat(resumed.stopped()).isFalse();
        assertThat(resumed.progress().filesIndexed())
                .isEqualTo(60 - stopped.progress().filesIndexed())
                .isPositive();
        IndexFixture clean = new IndexFixture(databases);
        clean.index(repository);
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(clean.store()));
    }

    @PostgresTest
    void aRunThatIsStoppedWhileItTidiesHasIndexedAllAndIsGoneOnWith(Databases databases) throws Exception {
        for (int i = 0; i < 20; i++) {
            write(repository.resolve("m" + i + ".py"), module("m" + i, i));
        }
        IndexFixture index = new IndexFixture(databases, 1);

        JobOutcome stopped = index.index(repository, false, new StoppedWhileTidying());
        int segments = segments(index);

        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.progress().filesIndexed()).isEqualTo(20);
        assertThat(index.store().repository(Machines.HERE, repository).complete())
                .isTrue();
        assertThat(index.index(repository).stopped()).isFalse();
        assertThat(segments(index)).isLessThan(segments);
        IndexFixture clean = new IndexFixture(databases);
        clean.index(repository);
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(clean.store()));
    }

    /** Asked once before it tidies, and then for each term. */
    private static final class StoppedWhileTidying implements JobControl {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean finishing;

        @Override
        public void report(JobProgress progress) {
            finishing |= progress.phase() == JobPhase.FINISHING;
        }

        @Override
        public boolean stopRequested() {
            return finishing && asked.incrementAndGet() > 2;
        }
    }

    @PostgresTest
    void aRunThatIsStoppedBeforeItHasRemovedWhatIsGoneIsNotComplete(Databases databases) throws Exception {
        write(repository.resolve("a.py"), module("a", 1));
        IndexFixture index = new IndexFixture(databases);
        index.index(repository);
        write(repository.resolve("a.py"), module("b", 2));

        JobOutcome stopped = index.index(repository, false, progress -> progress.phase() == JobPhase.FINISHING);

        assertThat(stopped.stopped()).isTrue();
        assertThat(index.store().repository(Machines.HERE, repository).complete())
                .isFalse();
        assertThat(index.store().unreferencedContents()).hasSize(1);
        assertThat(index.index(repository).stopped()).isFalse();
        assertThat(index.store().unreferencedContents()).isEmpty();
    }

    private static int segments(IndexFixture index) {
        return index.store().<Integer>read(snapshot -> snapshot.segments().size());
    }

    @PostgresTest
    void forceMakesEverythingAnew(Databases databases) throws Exception {
        write(repository.resolve("a.py"), module("a", 1));
        write(repository.resolve("b.py"), module("a", 1));
        age(repository);
        IndexFixture index = new IndexFixture(databases);
        JobOutcome first = index.index(repository);
        Files.delete(repository.resolve("b.py"));

        JobOutcome forced = index.index(repository, true, progress -> false);

        assertThat(forced.progress().chunksCreated())
                .isEqualTo(first.progress().chunksCreated())
                .isPositive();
        assertThat(forced.progress().filesDeleted()).isEqualTo(1);
        IndexFixture clean = new IndexFixture(databases);
        clean.index(repository);
        assertThat(IndexDump.of(index.store())).isEqualTo(IndexDump.of(clean.store()));
    }

    @PostgresTest
    void copiesThatArePreparedAtTheSameTimeAreWrittenOnce(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases, 10);
        for (int i = 0; i < 150; i++) {
            write(repository.resolve(i + "/copy0.py"), module("f" + i, 40));
        }
        JobOutcome once = index.index(repository);
        for (int i = 0; i < 600; i++) {
            write(repository.resolve(i / 4 + "/copy" + i % 4 + ".py"), module("f" + i / 4, 40));
        }

        JobOutcome often = index.index(repository, true, progress -> false);

        assertThat(often.progress().filesIndexed()).isEqualTo(600);
        assertThat(often.progress().chunksCreated()).isEqualTo(once.progress().chunksCreated());
    }

    @PostgresTest
    void copiesOfAFileAreChunkedOnce(Databases databases) throws Exception {
        write(repository.resolve("one/a.py"), module("a", 1));
        IndexFixture index = new IndexFixture(databases);
        JobOutcome first = index.index(repository);
        write(repository.resolve("two/a.py"), module("a", 1));

        JobOutcome second = index.index(repository);

        assertThat(first.progress().chunksCreated()).isPositive();
        assertThat(second.progress().filesIndexed()).isEqualTo(1);
        assertThat(second.progress().chunksCreated()).isZero();
    }

    @PostgresTest
    void oneBadFileNeverFailsARun(Databases databases) throws Exception {
        write(repository.resolve("good.py"), module("good", 3));
        Files.write(repository.resolve("nul.py"), "x = 1\n\0\n".getBytes(StandardCharsets.UTF_8));
        write(repository.resolve("late-nul.py"), ("# " + "x".repeat(70) + "\n").repeat(200) + "\0y = 1\n");
        write(repository.resolve("long-line.txt"), "word ".repeat(50_000));
        Files.write(repository.resolve("latin1.py"), new byte[] {'#', ' ', (byte) 0xe9, '\n', 'a', '=', '1', '\n'});
        write(repository.resolve("broken.java"), "class { { { (((" + "}".repeat(500));
        write(repository.resolve("empty.py"), "");
        write(repository.resolve("big.sql"), "select 1;\n".repeat(200_000));
        Files.createSymbolicLink(repository.resolve("dangling"), repository.resolve("nowhere"));
        IndexFixture index = new IndexFixture(databases);

        JobOutcome outcome = index.index(repository);

        assertThat(outcome.failures()).extracting(FileFailure::cause).isEmpty();
        assertThat(outcome.progress().filesSkipped()).isGreaterThanOrEqualTo(3);
        assertThat(IndexDump.of(index.store()))
                .anyMatch(line -> line.startsWith("chunk [good.py]"))
                .anyMatch(line -> line.startsWith("chunk [latin1.py]") && line.contains("é"))
                .anyMatch(line -> line.startsWith("chunk [broken.java]"))
                .noneMatch(line -> line.startsWith("chunk [nul.py]") || line.startsWith("chunk [big.sql]"));
    }

    @PostgresTest
    void skippedFilesAreCountedByReasonAlsoIfNothingChanged(Databases databases) throws Exception {
        write(repository.resolve("good.py"), module("good", 3));
        write(repository.resolve("a/.env"), "PASSWORD=1\n");
        write(repository.resolve("b/.env"), "PASSWORD=2\n");
        write(repository.resolve("package-lock.json"), "{}\n");
        write(repository.resolve("gen.go"), "// Code generated by x. DO NOT EDIT.\npackage x\n");
        Files.write(repository.resolve("nul.py"), "x = 1\n\0\n".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(repository.resolve("link"), repository.resolve("good.py"));
        age(repository);
        IndexFixture index = new IndexFixture(databases);
        Map<SkipReason, Integer> expected = Map.of(
                SkipReason.SECRET, 2,
                SkipReason.LOCK_FILE, 1,
                SkipReason.GENERATED, 1,
                SkipReason.BINARY, 1,
                SkipReason.SYMLINK, 1);

        JobProgress first = index.index(repository).progress();
        JobProgress second = index.index(repository).progress();

        assertThat(first.skipped()).isEqualTo(expected);
        assertThat(first.filesSkipped()).isEqualTo(6);
        assertThat(second.skipped()).isEqualTo(expected);
        assertThat(second.filesIndexed()).isZero();
    }

    @PostgresTest
    void theLongestPathThatIsTakenFitsTheIndex(Databases databases) throws Exception {
        Random random = new Random(3);
        Path folder = repository;
        for (int i = 0; i < 10; i++) {
            // Letters without a pattern, since PostgreSQL would compress others.
            folder = folder.resolve(
                    random.ints(200, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining()));
        }
        String name = random.ints(2_500 - 2_010 - 3, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        Path file = folder.resolve(name.substring(0, 240)).resolve(name.substring(241) + ".py");
        write(file, module("deep", 2));
        IndexFixture index = new IndexFixture(databases);

        JobOutcome outcome = index.index(repository);

        assertThat(repository.relativize(file).toString()).hasSize(2_500);
        assertThat(outcome.progress().filesIndexed()).isEqualTo(1);
    }

    @PostgresTest
    void aRepositoryThatIsGoneIsSaidToBeGone(Databases databases) {
        IndexFixture index = new IndexFixture(databases);

        assertThatThrownBy(() -> index.index(repository.resolve("gone")))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("gone is not a directory any more");
    }

    /** Adds, changes, moves and deletes files, with times old enough that stamps can be trusted. */
    private static void edit(Path root, Random random) throws IOException {
        Files.createDirectories(root);
        for (int i = 0; i < 6; i++) {
            write(
                    root.resolve("d" + random.nextInt(3) + "/f" + random.nextInt(12) + ".py"),
                    module("f" + random.nextInt(5), random.nextInt(40)));
        }
        List<Path> files = files(root);
        Files.delete(files.get(random.nextInt(files.size())));
        files = files(root);
        Path moved = files.get(random.nextInt(files.size()));
        Files.move(moved, root.resolve("moved" + random.nextInt(1000) + ".py"));
        write(moved, module("again", random.nextInt(9)));
    }

    private static String module(String name, int functions) {
        StringBuilder text = new StringBuilder("\"\"\"Module " + name + ".\"\"\"\n\n");
        for (int i = 0; i <= functions; i++) {
            text.append("def ")
                    .append(name)
                    .append("_step_")
                    .append(i)
                    .append("(value):\n    # step ")
                    .append(i);
            text.append("\n    return value + ").append(i).append("\n\n");
        }
        return text.toString();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private static void age(Path root) throws IOException {
        for (Path file : files(root)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
    }
}
