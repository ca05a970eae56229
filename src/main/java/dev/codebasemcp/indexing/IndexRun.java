package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.diff.FileVerdict;
import dev.codebasemcp.indexing.diff.KnownFile;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.scan.SkipReason;
import dev.codebasemcp.indexing.write.ContentPreparer;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * One pass over a repository. Three stages work side by side: this thread walks the tree, workers read and prepare
 * files, one writer commits batches. What is under way between them is bounded in bytes, so memory does not grow with
 * the repository. The first failure ends all three.
 */
final class IndexRun {
    /** Source text between the walk and the workers, and from the workers to the writer. */
    private static final long UNDER_WAY_BYTES = 8 << 20;
    /** What a file weighs besides its bytes. */
    private static final long FILE_OVERHEAD_BYTES = 4 << 10;

    private final RepositoryScanner scanner;
    private final ChangeDetector changes;
    private final JobControl control;
    private final RunProgress progress;
    private final Handoff<ScannedFile> found = new Handoff<>(UNDER_WAY_BYTES);
    private final Handoff<PreparedFile> prepared = new Handoff<>(UNDER_WAY_BYTES);

    IndexRun(RepositoryScanner scanner, ChangeDetector changes, JobControl control, RunProgress progress) {
        this.scanner = scanner;
        this.changes = changes;
        this.control = control;
        this.progress = progress;
    }

    /**
     * Walks {@code scope} and writes what changed.
     *
     * @param preparers the tools of the workers
     * @return how the walk ended; {@link ScanEnd#STOPPED} if the run was asked to stop anywhere
     */
    ScanEnd run(
            RunScope scope,
            FilePreparation preparation,
            PreparerPool preparers,
            BatchWriting writing,
            ExecutorService threads)
            throws InterruptedException {
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < scope.settings().threads(); i++) {
            workers.add(threads.submit(stage(() -> prepareFiles(preparation, preparers))));
        }
        Future<?> writer = threads.submit(stage(() -> writing.writeAll(prepared)));
        try {
            ScanEnd end = scanner.scan(scope.root(), new Walk());
            progress.walked();
            found.end();
            for (Future<?> worker : workers) {
                finish(worker);
            }
            prepared.end();
            finish(writer);
            return control.stopRequested() || found.isAborted() ? ScanEnd.STOPPED : end;
        } finally {
            abort();
        }
    }

    private void prepareFiles(FilePreparation preparation, PreparerPool preparers) throws InterruptedException {
        ContentPreparer preparer = preparers.take();
        try {
            Optional<ScannedFile> file = found.take();
            while (file.isPresent()) {
                if (control.stopRequested()) {
                    abort();
                    return;
                }
                long weight = weight(file.get());
                Optional<PreparedFile> result = preparation.prepare(file.get(), preparer);
                if (result.isPresent()) {
                    prepared.put(result.get(), weight);
                }
                file = found.take();
            }
        } finally {
            preparers.giveBack(preparer);
        }
    }

    private static long weight(ScannedFile file) {
        return file.stamp().sizeBytes() + FILE_OVERHEAD_BYTES;
    }

    /** Work of a stage on a thread of its own. */
    @FunctionalInterface
    private interface StageWork {
        void run() throws InterruptedException;
    }

    private Runnable stage(StageWork work) {
        return () -> {
            boolean done = false;
            try {
                work.run();
                done = true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                if (!done) {
                    abort();
                }
            }
        };
    }

    private void finish(Future<?> stage) throws InterruptedException {
        try {
            stage.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a stage of an indexing run failed", failure.getCause());
        }
    }

    private void abort() {
        found.abort();
        prepared.abort();
    }

    /** Passes on what the walk finds, unless its stamp proves that it is unchanged. */
    private final class Walk implements ScanListener {
        @Override
        public void file(ScannedFile file) {
            progress.found();
            if (changes.found(file.path(), file.stamp()) == FileVerdict.UNCHANGED) {
                changes.known(file.path()).flatMap(KnownFile::skipReason).ifPresent(progress::skipped);
                progress.scanned();
                return;
            }
            try {
                found.put(file, weight(file));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                abort();
            }
        }

        @Override
        public void skipped(String path, SkipReason reason) {
            if (reason != SkipReason.IGNORED) {
                progress.skipped(reason.label());
            }
        }

        @Override
        public void failed(String path, String cause) {
            changes.failed(path);
            progress.failed(path, cause);
        }

        @Override
        public boolean stopRequested() {
            return control.stopRequested() || found.isAborted();
        }
    }
}
