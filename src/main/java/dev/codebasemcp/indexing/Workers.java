package dev.codebasemcp.indexing;

import dev.codebasemcp.files.NoAnswerException;
import dev.codebasemcp.indexing.scan.FileContent;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The middle stage of a run: threads that read and prepare files. If the file system does not answer, the file fails,
 * and a new worker replaces the hanging one. Watching the workers is cheaper than one disposable thread per file, which
 * was measured to cost 100 µs a file, a twentieth of a run.
 */
final class Workers {
    /** The weight of a file besides its bytes. */
    private static final long FILE_OVERHEAD_BYTES = 4 << 10;
    /** Each hanging file costs the timeout; after this many, the others would most likely hang too. */
    private static final int MAX_HUNG = 8;

    private final JobControl control;
    private final FileReadStage readStage;
    private final ContentIndexerPool indexers;
    private final Handoff<ScannedFile> found;
    private final Handoff<PreparedFile> prepared;
    private final Duration timeout;
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
    private final AtomicInteger active = new AtomicInteger();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private int hung;

    /** Creates workers that take files from {@code found} and put prepared ones into {@code prepared}. */
    Workers(
            JobControl control,
            FileReadStage readStage,
            ContentIndexerPool indexers,
            Handoff<ScannedFile> found,
            Handoff<PreparedFile> prepared,
            Duration timeout) {
        this.control = control;
        this.readStage = readStage;
        this.indexers = indexers;
        this.found = found;
        this.prepared = prepared;
        this.timeout = timeout;
    }

    /** A file that a worker reads. Either the worker finishes it or the supervisor gives it up, whichever is first. */
    private static final class Reading {
        private final ScannedFile file;
        private final long since = System.nanoTime();
        private final AtomicBoolean decided = new AtomicBoolean();

        Reading(ScannedFile file) {
            this.file = file;
        }

        /** Whether the caller is the first, and so decides about the file. */
        boolean decide() {
            return decided.compareAndSet(false, true);
        }
    }

    /** The weight of a prepared file, in bytes. */
    private static long weight(ScannedFile file) {
        return file.stamp().sizeBytes() + FILE_OVERHEAD_BYTES;
    }

    /** Starts {@code count} threads; call once. The result completes when all files are prepared or given up. */
    Future<Boolean> begin(int count, Stages stages) {
        active.set(count);
        for (int i = 0; i < count; i++) {
            startWorker(stages);
        }
        return end;
    }

    private void startWorker(Stages stages) {
        stages.start(
                () -> {
                    boolean finished = work();
                    return finished && active.decrementAndGet() == 0 && end.complete(true);
                },
                end);
    }

    /** Prepares files until none is left; returns false if this thread was replaced. */
    private boolean work() throws InterruptedException {
        ContentIndexer indexer = indexers.take();
        try {
            Optional<ScannedFile> file = found.take();
            while (file.isPresent()) {
                if (control.stopRequested()) {
                    found.abort();
                    return true;
                }
                Reading reading = new Reading(file.get());
                readings.add(reading);
                FileContent content = readStage.read(file.get());
                readings.remove(reading);
                if (!reading.decide()) {
                    return false;
                }
                pass(file.get(), readStage.prepare(file.get(), content, indexer));
                file = found.take();
            }
            return true;
        } finally {
            indexers.giveBack(indexer);
        }
    }

    private void pass(ScannedFile file, Optional<PreparedFile> result) throws InterruptedException {
        if (result.isPresent()) {
            prepared.put(result.get(), weight(file));
        }
    }

    /**
     * Gives up files whose reading hangs and replaces their workers. Called periodically, by one thread.
     *
     * @throws UnavailableException if too many files hang
     */
    void replaceHung(Stages stages) throws InterruptedException {
        for (Reading reading : readings) {
            if (System.nanoTime() - reading.since > timeout.toNanos() && reading.decide()) {
                giveUp(reading.file);
                startWorker(stages);
            }
        }
    }

    private void giveUp(ScannedFile file) throws InterruptedException {
        String cause = NoAnswerException.told(timeout);
        hung++;
        if (hung == MAX_HUNG) {
            throw new UnavailableException("Stopped: " + cause + ", for " + hung + " files by now, the last of them "
                    + file.absolutePath() + ". If they are on a network drive, connect it again.");
        }
        pass(file, Optional.of(readStage.unreadable(file, cause)));
    }
}
