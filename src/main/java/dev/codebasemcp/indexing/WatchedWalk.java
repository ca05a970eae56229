package dev.codebasemcp.indexing;

import dev.codebasemcp.files.NoAnswerException;
import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.diff.FileVerdict;
import dev.codebasemcp.indexing.scan.ScanListener;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.model.UnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * Passes the files of a walk to the workers, except those whose stamps prove them unchanged. Another thread may check
 * whether the file system still answers the walk.
 */
final class WatchedWalk implements ScanListener {
    /**
     * The weight of a file that is found and not read yet. So the walk runs some 16,000 files ahead, and the total of most
     * repositories is known after a second.
     */
    private static final int STAMP_BYTES = 500;

    private final ChangeDetector changes;
    private final JobControl control;
    private final RunProgress progress;
    private final Handoff<ScannedFile> found;
    private final Handoff<PreparedFile> prepared;
    private volatile String lastPath = "";
    private volatile long lastStep = System.nanoTime();
    private volatile boolean waitsForWorkers;

    WatchedWalk(
            ChangeDetector changes,
            JobControl control,
            RunProgress progress,
            Handoff<ScannedFile> found,
            Handoff<PreparedFile> prepared) {
        this.changes = changes;
        this.control = control;
        this.progress = progress;
        this.found = found;
        this.prepared = prepared;
    }

    @Override
    public void file(ScannedFile file) {
        lastPath = file.path();
        progress.found();
        if (changes.found(file.path(), file.stamp()) == FileVerdict.UNCHANGED) {
            Optional<KnownFile> known = changes.known(file.path());
            known.flatMap(KnownFile::skipReason).ifPresent(progress::skipped);
            progress.scanned();
            known.filter(before -> file.stamp().lacksChange(before.stamp()))
                    .ifPresent(before -> pass(() -> prepared.put(restamped(file, before), STAMP_BYTES)));
            return;
        }
        pass(() -> found.put(file, STAMP_BYTES));
    }

    /** Completes the stamp of a file that an older version indexed without change time; need not read the file. */
    private PreparedFile restamped(ScannedFile file, KnownFile known) {
        boolean settled = file.stamp().isSettledAt(changes.scanStarted());
        return new PreparedFile(known.restamped(file.stamp(), settled), Optional.empty(), false);
    }

    /** A put that waits until the next stage has room. */
    private interface Put {
        boolean put() throws InterruptedException;
    }

    private void pass(Put put) {
        waitsForWorkers = true;
        try {
            put.put();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            found.abort();
        }
        lastStep = System.nanoTime();
        waitsForWorkers = false;
    }

    @Override
    public void skipped(String path, SkipReason reason) {
        lastPath = path;
        if (reason != SkipReason.IGNORED) {
            progress.skippedByWalk(path, reason);
        }
    }

    @Override
    public void failed(String path, String cause) {
        lastPath = path;
        changes.failed(path);
        progress.unreached(path, cause);
    }

    @Override
    public boolean stopRequested() {
        lastStep = System.nanoTime();
        return control.stopRequested() || found.isAborted();
    }

    /**
     * Checks that the walk makes progress.
     *
     * @throws UnavailableException if the file system has not answered for longer than {@code timeout}
     */
    void checkAnswered(Duration timeout) {
        // Reads in this order, so that time spent waiting for the workers does not count.
        if (!waitsForWorkers && System.nanoTime() - lastStep > timeout.toNanos()) {
            throw new UnavailableException("Stopped: " + NoAnswerException.told(timeout) + ", after '" + lastPath
                    + "' was looked at. If it is a network drive, connect it again.");
        }
    }
}
