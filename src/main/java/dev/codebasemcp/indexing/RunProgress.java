package dev.codebasemcp.indexing;

import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.quoting.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a run has done and reports it. Safe for threads. */
final class RunProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);
    private static final int MANY_CONTENTS = 50;
    private static final int KEPT_FAILURES = 100;
    private static final int SHOWN_UNPARSED = 10;
    /** Names of what the walk leaves out; the counts go on. */
    private static final int MAX_SKIPPED_PATHS = 10_000;

    private final JobControl control;
    private final List<FileFailure> failures = new ArrayList<>();
    /** Some of them, told with the job's end. */
    private final List<String> shownUnparsed = new ArrayList<>();

    private final List<String> shownGuessed = new ArrayList<>();
    /** Reasons by path. */
    private final Map<String, SkipReason> skippedPaths = new TreeMap<>();

    private int guessed;
    private int released;
    private int unparsed;
    private JobPhase phase = JobPhase.SCANNING;
    private int found;
    private int total;
    private int scanned;
    private int indexed;
    /** Immutable, so that telling it with each file copies nothing. */
    private Map<SkipReason, Integer> skipped = Map.of();

    /** What the walk did not hand on, and so is no part of the total. */
    private int unread;

    private int unreached;
    private int vanished;
    private int deleted;
    private int failed;
    private long chunks;

    RunProgress(JobControl control) {
        this.control = control;
    }

    synchronized void phase(JobPhase next) {
        phase = next;
        tell();
    }

    /** The last phase. The job's end tells it: telling it at once would have the end wait for one more write. */
    synchronized void done() {
        phase = JobPhase.DONE;
    }

    /** A file was found by the walk. */
    synchronized void found() {
        found++;
    }

    /** The walk has ended: the total is known. */
    synchronized void walked() {
        total = found;
        phase(JobPhase.INDEXING);
    }

    /** A file was compared with the index, or looked into. */
    synchronized void scanned() {
        scanned++;
        tell();
    }

    /** A file is left out, now or since an earlier run. */
    synchronized void skipped(SkipReason reason) {
        Map<SkipReason, Integer> counts = new HashMap<>(skipped);
        counts.merge(reason, 1, Integer::sum);
        skipped = Map.copyOf(counts);
    }

    /** The walk leaves something out that is no file to be looked into. */
    synchronized void skipped(String path, SkipReason reason) {
        skipped(reason);
        unread++;
        if (skippedPaths.size() < MAX_SKIPPED_PATHS) {
            skippedPaths.put(path, reason);
        }
    }

    synchronized Map<String, SkipReason> skippedPaths() {
        return Map.copyOf(skippedPaths);
    }

    synchronized void failed(String path, String cause) {
        failed++;
        if (failures.size() < KEPT_FAILURES) {
            failures.add(new FileFailure(path, cause));
        }
    }

    /** The walk could not look at something: a file, or a directory with all that is in it. */
    synchronized void unreached(String path, String cause) {
        unreached++;
        failed(path, cause);
    }

    /** A file that the walk found was gone when it was to be read. */
    synchronized void vanished() {
        vanished++;
    }

    /** A file is indexed without the parser of its language. */
    synchronized void notParsed(String path, String cause) {
        LOG.warn("Indexed without the parser of its language: {}: {}", path, cause);
        unparsed++;
        if (shownUnparsed.size() < SHOWN_UNPARSED) {
            shownUnparsed.add(path + ": " + cause);
        }
    }

    /** A file says nothing of its encoding, which was told by its bytes. */
    synchronized void guessed(String path, String encoding) {
        guessed++;
        if (shownGuessed.size() < SHOWN_UNPARSED) {
            shownGuessed.add(path + ": " + encoding);
        }
    }

    /** The contents that a batch took from files are counted: they are what leaves space behind. */
    synchronized void released(int contents) {
        released += contents;
    }

    /** A batch was committed. */
    synchronized void written(int files, int newChunks, int deletedFiles) {
        indexed += files;
        chunks += newChunks;
        deleted += deletedFiles;
        tell();
    }

    /** Whether enough was replaced or deleted that its old space is worth a look at all of the index. */
    synchronized boolean replacedMuch() {
        return released >= MANY_CONTENTS && released >= total / 10;
    }

    synchronized List<FileFailure> failures() {
        return List.copyOf(failures);
    }

    synchronized JobProgress snapshot() {
        return new JobProgress(phase, total, scanned, indexed, skipped, deleted, failed, chunks);
    }

    /** A few sentences for the user. The numbers behind the colon add up to the one before it. */
    synchronized String summary() {
        int skippedFiles = snapshot().filesSkipped() - unread;
        int failedFiles = failed - unreached;
        StringJoiner parts = new StringJoiner(", ");
        parts.add(indexed + " indexed in " + Counted.of(chunks, "chunk"));
        add(parts, total - indexed - skippedFiles - failedFiles - vanished, " up to date");
        add(parts, skippedFiles, " skipped");
        add(parts, failedFiles, " failed");
        add(parts, vanished, " gone before they were read");
        return "Found " + Counted.of(total, "file") + ": " + parts + "."
                + told("Left out by name or kind, unread: ", unread)
                + told("Not to be looked at: ", unreached)
                + told("Deleted from the index: ", deleted)
                + listed(" Indexed by plain patterns, without the parser of the language", unparsed, shownUnparsed)
                + listed(" Read in an encoding that was guessed", guessed, shownGuessed);
    }

    private static void add(StringJoiner parts, int count, String what) {
        if (count > 0) {
            parts.add(count + what);
        }
    }

    private static String told(String what, int count) {
        return count > 0 ? " " + what + count + "." : "";
    }

    private static String listed(String what, int count, List<String> shown) {
        String rest = count > shown.size() ? "; and " + (count - shown.size()) + " more" : "";
        return count == 0 ? "" : what + " (" + count + "): " + String.join("; ", shown) + rest + ".";
    }

    private void tell() {
        control.report(snapshot());
    }
}
