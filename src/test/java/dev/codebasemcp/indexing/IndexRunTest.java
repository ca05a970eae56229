package dev.codebasemcp.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.files.HungPlace;
import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.scan.ContentLimits;
import dev.codebasemcp.indexing.scan.ContentReader;
import dev.codebasemcp.indexing.scan.FileContent;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in a file system that does not answer. */
@Timeout(60)
class IndexRunTest {
    private static final Duration SOON = Duration.ofMillis(500);

    @TempDir
    private Path repository;

    private final HungPlace drive = new HungPlace();
    private final BlockingQueue<FileContent> lateReads = new LinkedBlockingQueue<>();
    private final CompletableFuture<ScanEnd> walkEnd = new CompletableFuture<>();
    private final ContentReader reader = new ContentReader(ContentLimits.DEFAULT);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RunProgress progress = new RunProgress(new IndexFixture.StoppingControl(now -> false));

    @AfterEach
    void connectAgain() {
        drive.connect();
        threads.shutdown();
    }

    @PostgresTest
    void aWalkThatGetsNoAnswerFailsTheRunAndIsLeftBehind(Databases databases) {
        IndexStore store = new IndexFixture(databases).store();

        assertThatThrownBy(() -> run(store, this::hangingWalk, reader::read, SOON, progress -> false))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("has not answered for 0.5 s, after 'a.py' was looked at");

        drive.connect();
        assertThat(walkEnd.join()).isEqualTo(ScanEnd.STOPPED);
        assertThat(IndexDump.of(store)).noneMatch(line -> line.contains("late.py"));
    }

    @PostgresTest
    void aRunIsStoppedWhileItsWalkHangs(Databases databases) throws Exception {
        IndexStore store = new IndexFixture(databases).store();

        ScanEnd end = run(
                store, this::hangingWalk, reader::read, Duration.ofDays(1), progress -> progress.filesScanned() > 0);

        assertThat(end).isEqualTo(ScanEnd.STOPPED);
        assertThat(walkEnd).isNotDone();
    }

    @PostgresTest
    void filesThatHangFailAndTheOthersAreIndexed(Databases databases) throws Exception {
        IndexStore store = new IndexFixture(databases).store();
        for (String name : List.of("hung1.py", "hung2.py", "hung3.py", "there.py")) {
            file(name);
        }

        assertThat(run(store, IndexFixture.SCANNER::scan, this::hangingRead, SOON, progress -> false))
                .isEqualTo(ScanEnd.COMPLETE);

        assertThat(progress.failures()).hasSize(3).allSatisfy(failure -> {
            assertThat(failure.path()).startsWith("hung");
            assertThat(failure.cause()).startsWith("cannot be read: the file system has not answered for 0.5 s");
        });
        assertThat(IndexDump.of(store))
                .anyMatch(line -> line.startsWith("chunk [there.py]"))
                .noneMatch(line -> line.startsWith("chunk [hung"));
        drive.connect();
        assertThat(lateReads.poll(30, TimeUnit.SECONDS)).isInstanceOf(FileContent.Source.class);
        assertThat(IndexDump.of(store)).noneMatch(line -> line.startsWith("chunk [hung"));
    }

    @PostgresTest
    void aRunEndsWhereTooManyFilesHang(Databases databases) throws Exception {
        IndexStore store = new IndexFixture(databases).store();
        for (int i = 0; i < 20; i++) {
            file("hung" + i + ".py");
        }

        assertThatThrownBy(() -> run(store, IndexFixture.SCANNER::scan, this::hangingRead, SOON, progress -> false))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("for 8 files by now");
    }

    /** Indexes the repository, as the walk and the reader see it, on two threads. */
    private ScanEnd run(
            IndexStore store,
            IndexRun.TreeWalk walk,
            Function<ScannedFile, FileContent> read,
            Duration timeout,
            Predicate<JobProgress> stop)
            throws Exception {
        JobControl control = new IndexFixture.StoppingControl(stop);
        progress = new RunProgress(control);
        ChangeDetector changes = new ChangeDetector(Map.of(), false, Clock.systemUTC());
        RunScope scope = new RunScope(
                store.repository(Machines.HERE, repository).id(),
                repository,
                new IndexSettings(2, 1 << 20, IndexSettings.BATCH_CHUNKS),
                IndexFixture.EMBEDDER);
        KnownContents known = new KnownContents(Set::of);
        FileReadStage preparation = new FileReadStage(read, changes, known, IndexFixture.EMBEDDER, progress);
        WriteStage writing = new WriteStage(store, scope, known, progress, control);
        return new IndexRun(walk, timeout, changes, control, progress)
                .run(scope, preparation, IndexFixture.PREPARERS, writing, threads);
    }

    /** Tells {@code a.py}, hangs, and goes on with {@code late.py} if it may. */
    private ScanEnd hangingWalk(Path root, ScanListener listener) {
        listener.file(file("a.py"));
        drive.hang();
        ScanEnd end = ScanEnd.STOPPED;
        if (!listener.stopRequested()) {
            listener.file(file("late.py"));
            end = ScanEnd.COMPLETE;
        }
        walkEnd.complete(end);
        return end;
    }

    private FileContent hangingRead(ScannedFile file) {
        if (file.path().startsWith("hung")) {
            drive.hang();
            FileContent content = reader.read(file);
            lateReads.add(content);
            return content;
        }
        return reader.read(file);
    }

    private ScannedFile file(String name) {
        try {
            Path file = Files.writeString(repository.resolve(name), "def remove():\n    return '" + name + "'\n");
            return new ScannedFile(name, file, new FileStamp(Files.size(file), 0, 1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
