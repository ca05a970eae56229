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
 * One pass over a repository. Three stages run in parallel: one thread walks the tree, workers read and prepare files,
 * and the caller's thread commits batches. The queues between them are bounded in bytes, so memory does not grow with
 * the repository. The first failure ends all three.
 *
 * <p>A call into a hanging file system, such as a lost network drive, cannot be interrupted. So a supervisor watches
 * the walk and the workers. A thread that still hangs at the end of the run is abandoned, and its results are dropped.
 */
final class IndexRun {
    /** The capacity of each queue between two stages, in bytes of memory, or of source text. */
    private static final long QUEUE_BYTES = 8 << 20;
    /** The interval of checks for a stop request while all stages wait. */
    private static final long POLL_MILLIS = 100;

    private final TreeWalk treeWalk;
    private final Duration timeout;
    private final ChangeDetector changes;
    private final JobControl control;
    private final RunProgress progress;
    private final Handoff<ScannedFile> found = new Handoff<>(QUEUE_BYTES);
    private final Handoff<PreparedFile> prepared = new Handoff<>(QUEUE_BYTES);

    /** Walks everything below a directory, as {@link dev.codebasemcp.indexing.scan.RepositoryScanner#scan} does. */
    @FunctionalInterface
    interface TreeWalk {
        ScanEnd walk(Path root, ScanListener listener);
    }

    /**
     * Creates a run without starting it.
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
     * Walks {@code scope} and writes all changes.
     *
     * @param indexers the indexers of the workers
     * @return how the walk ended; {@link ScanEnd#STOPPED} if any stage was stopped
     * @throws dev.codebasemcp.model.UnavailableException if the file system does not answer
     */
    ScanEnd run(
            RunScope scope,
            FileReadStage readStage,
            ContentIndexerPool indexers,
            WriteStage writeStage,
            Executor threads)
            throws InterruptedException {
        Stages stages = new Stages(threads, this::abort);
        try {
            Future<ScanEnd> supervision = stages.start(() ->
                    supervise(scope, new Workers(control, readStage, indexers, found, prepared, timeout), stages));
            writeStage.writeAll(prepared);
            ScanEnd end = Stages.result(supervision);
            return control.stopRequested() || found.isAborted() ? ScanEnd.STOPPED : end;
        } finally {
            abort();
        }
    }

    /** Starts the walk and the workers, watches both, and ends each queue after its last item. */
    private ScanEnd supervise(RunScope scope, Workers workers, Stages stages) throws InterruptedException {
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

    /** A supervisor's check, repeated while a stage runs. */
    @FunctionalInterface
    private interface PeriodicCheck {
        void run() throws InterruptedException;
    }

    /** Waits for a stage, only briefly once the run is over; rethrows the stage's failure. */
    private void await(Future<?> stage, PeriodicCheck check) throws InterruptedException {
        boolean over = false;
        while (!over && !isDoneSoon(stage)) {
            over = found.isAborted();
            if (control.stopRequested()) {
                abort();
            }
            check.run();
        }
        if (stage.isDone()) {
            Stages.result(stage);
        }
    }

    private static boolean isDoneSoon(Future<?> stage) throws InterruptedException {
        try {
            stage.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (ExecutionException failed) {
            // The caller gets the failure with the result.
            return true;
        }
    }

    private void abort() {
        found.abort();
        prepared.abort();
    }
}
