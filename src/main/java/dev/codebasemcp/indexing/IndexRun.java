package dev.codebasemcp.indexing;

import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One pass over a repository. Three stages work side by side: one thread walks the tree, workers read and prepare files, the
 * caller's thread commits batches. What is under way between them is bounded in bytes, so memory does not grow with the
 * repository. The first failure ends all three.
 *
 * <p>Nothing ends a call into a file system that hangs, such as a network drive whose server is gone; so an overseer looks
 * after walk and workers. One that hangs when the run is over is left there, and what it finds later is dropped.
 */
final class IndexRun {
    /** Source text between the walk and the workers, and from the workers to the writer. */
    private static final long UNDER_WAY_BYTES = 8 << 20;
    /** How soon a stop is noticed while everything waits. */
    private static final long POLL_MILLIS = 100;

    private final TreeWalk treeWalk;
    private final Duration timeout;
    private final ChangeDetector changes;
    private final JobControl control;
    private final RunProgress progress;
    private final Handoff<ScannedFile> found = new Handoff<>(UNDER_WAY_BYTES);
    private final Handoff<PreparedFile> prepared = new Handoff<>(UNDER_WAY_BYTES);

    /** Walks everything below a directory, as {@link dev.codebasemcp.indexing.scan.RepositoryScanner#scan} does. */
    @FunctionalInterface
    interface TreeWalk {
        ScanEnd walk(Path root, ScanListener listener);
    }

    /**
     * A pass that has not begun.
     *
     * @param timeout how long a file system may take to answer
     */
    IndexRun(TreeWalk treeWalk, Duration timeout, ChangeDetector changes, JobControl control, RunProgress progress) {
        this.treeWalk = treeWalk;
        this.timeout = timeout;
        this.changes = changes;
        this.control = control;
        this.progress = progress;
    }

    /**
     * Walks {@code scope} and writes what changed.
     *
     * @param preparers the tools of the workers
     * @return how the walk ended; {@link ScanEnd#STOPPED} if the run was asked to stop anywhere
     * @throws dev.codebasemcp.model.UnavailableException if the file system does not answer
     */
    ScanEnd run(
            RunScope scope,
            FileReadStage preparation,
            ContentIndexerPool preparers,
            WriteStage writing,
            Executor threads)
            throws InterruptedException {
        Stages stages = new Stages(threads, this::abort);
        try {
            Future<ScanEnd> overseeing = stages.start(() ->
                    oversee(scope, new Workers(control, preparation, preparers, found, prepared, timeout), stages));
            writing.writeAll(prepared);
            ScanEnd end = Stages.result(overseeing);
            return control.stopRequested() || found.isAborted() ? ScanEnd.STOPPED : end;
        } finally {
            abort();
        }
    }

    /** Begins the walk and the workers, looks after both, and ends each hand-off when nothing more comes. */
    private ScanEnd oversee(RunScope scope, Workers workers, Stages stages) throws InterruptedException {
        Future<Boolean> working = workers.begin(scope.settings().threads(), stages);
        WatchedWalk walk = new WatchedWalk(changes, control, progress, found, prepared);
        Future<ScanEnd> walking = stages.start(() -> treeWalk.walk(scope.root(), walk));
        await(walking, () -> {
            walk.checkAnswered(timeout);
            workers.replaceHung(stages);
        });
        progress.walked();
        found.end();
        await(working, () -> workers.replaceHung(stages));
        prepared.end();
        return found.isAborted() ? ScanEnd.STOPPED : Stages.result(walking);
    }

    /** What an overseer does now and then. */
    @FunctionalInterface
    private interface Look {
        void look() throws InterruptedException;
    }

    /** Waits for a stage, at most a moment once the run is over; fails if the stage failed. */
    private void await(Future<?> stage, Look meanwhile) throws InterruptedException {
        boolean over = false;
        while (!over && !isDoneSoon(stage)) {
            over = found.isAborted();
            if (control.stopRequested()) {
                abort();
            }
            meanwhile.look();
        }
        if (stage.isDone()) {
            Stages.result(stage);
        }
    }

    private static boolean isDoneSoon(Future<?> stage) throws InterruptedException {
        try {
            stage.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException underWay) {
            return false;
        } catch (ExecutionException failed) {
            // Whoever takes its result is told.
            return true;
        }
    }

    private void abort() {
        found.abort();
        prepared.abort();
    }
}
