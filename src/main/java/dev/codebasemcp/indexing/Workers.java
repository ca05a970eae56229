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
 * The middle stage of a run: threads that read and prepare files. Where the file system does not answer, the file fails, its
 * worker is left behind, and another takes its place. The workers are watched for that: to hand each file to a thread that
 * may be left behind was measured to cost 100 µs, a twentieth of a run.
 */
final class Workers {
    /** What a file weighs besides its bytes. */
    private static final long FILE_OVERHEAD_BYTES = 4 << 10;
    /** Files that hang cost the timeout each; where so many do, the others most likely would too. */
    private static final int MAX_LEFT_BEHIND = 8;

    private final JobControl control;
    private final FileReadStage preparation;
    private final ContentIndexerPool preparers;
    private final Handoff<ScannedFile> found;
    private final Handoff<PreparedFile> prepared;
    private final Duration timeout;
    private final Set<Reading> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atWork = new AtomicInteger();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private int leftBehind;

    /** Workers that take files from {@code found}, and pass on what is to be written of them. */
    Workers(
            JobControl control,
            FileReadStage preparation,
            ContentIndexerPool preparers,
            Handoff<ScannedFile> found,
            Handoff<PreparedFile> prepared,
            Duration timeout) {
        this.control = control;
        this.preparation = preparation;
        this.preparers = preparers;
        this.found = found;
        this.prepared = prepared;
        this.timeout = timeout;
    }

    /** A file that a worker reads. It is the worker's, or given up: whatever is decided first. */
    private static final class Reading {
        private final ScannedFile file;
        private final long since = System.nanoTime();
        private final AtomicBoolean decided = new AtomicBoolean();

        Reading(ScannedFile file) {
            this.file = file;
        }

        boolean decide() {
            return decided.compareAndSet(false, true);
        }
    }

    /** What a file weighs between two stages, in bytes. */
    static long weight(ScannedFile file) {
        return file.stamp().sizeBytes() + FILE_OVERHEAD_BYTES;
    }

    /** Begins with {@code count} threads, once. The result ends when all files are prepared or given up. */
    Future<Boolean> begin(int count, Stages stages) {
        atWork.set(count);
        for (int i = 0; i < count; i++) {
            beginOne(stages);
        }
        return end;
    }

    private void beginOne(Stages stages) {
        stages.start(
                () -> {
                    boolean toTheEnd = work();
                    return toTheEnd && atWork.decrementAndGet() == 0 && end.complete(true);
                },
                end);
    }

    /** Prepares files until none is left, or this thread was left behind: then false. */
    private boolean work() throws InterruptedException {
        ContentIndexer preparer = preparers.take();
        try {
            Optional<ScannedFile> file = found.take();
            while (file.isPresent()) {
                if (control.stopRequested()) {
                    found.abort();
                    return true;
                }
                Reading reading = new Reading(file.get());
                underWay.add(reading);
                FileContent content = preparation.read(file.get());
                underWay.remove(reading);
                if (!reading.decide()) {
                    return false;
                }
                pass(file.get(), preparation.prepare(file.get(), content, preparer));
                file = found.take();
            }
            return true;
        } finally {
            preparers.giveBack(preparer);
        }
    }

    private void pass(ScannedFile file, Optional<PreparedFile> result) throws InterruptedException {
        if (result.isPresent()) {
            prepared.put(result.get(), weight(file));
        }
    }

    /**
     * Gives up files that the file system does not answer for. To be called now and then, by one thread.
     *
     * @throws UnavailableException if there are too many of them
     */
    void replaceHung(Stages stages) throws InterruptedException {
        for (Reading reading : underWay) {
            if (System.nanoTime() - reading.since > timeout.toNanos() && reading.decide()) {
                giveUp(reading.file);
                beginOne(stages);
            }
        }
    }

    private void giveUp(ScannedFile file) throws InterruptedException {
        String cause = NoAnswerException.told(timeout);
        leftBehind++;
        if (leftBehind == MAX_LEFT_BEHIND) {
            throw new UnavailableException(
                    "Stopped: " + cause + ", for " + leftBehind + " files by now, the last of them "
                            + file.absolutePath() + ". If they are on a network drive, connect it again.");
        }
        pass(file, Optional.of(preparation.unreadable(file, cause)));
    }
}
