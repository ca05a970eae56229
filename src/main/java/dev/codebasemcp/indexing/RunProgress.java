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

/** Counts the work of a run and reports it. Thread-safe. */
final class RunProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);
    private static final int MANY_CONTENTS = 50;
    private static final int KEPT_FAILURES = 100;
    private static final int SHOWN_UNPARSED = 10;
    /** Limits the paths that are kept for the list of skipped files; the counts have no limit. */
    private static final int KEPT_SKIPPED = 10_000;

    private final JobControl control;
    private final List<FileFailure> failures = new ArrayList<>();
    /** Examples for the summary. */
    private final List<String> shownUnparsed = new ArrayList<>();

    private final List<String> shownGuessed = new ArrayList<>();
    /** Reasons by path that the walk skipped. */
    private final Map<String, SkipReason> skippedByWalk = new TreeMap<>();

    private int guessed;
    private int released;
    private int unparsed;
    private JobPhase phase = JobPhase.SCANNING;
    private int found;
    private int total;
    private int scanned;
    private int indexed;
    /** Immutable, so that each report shares it without a copy. */
    private Map<SkipReason, Integer> skipped = Map.of();

    /** Skipped by the walk, so not part of the total. */
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
        report();
    }

    /** The last phase. Not reported, because the job's end includes it and would wait for one more write. */
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

    /** A file was compared with the index, or read. */
    synchronized void scanned() {
        scanned++;
        report();
    }

    /** A file is skipped, by this or an earlier run. */
    synchronized void skipped(SkipReason reason) {
        Map<SkipReason, Integer> counts = new HashMap<>(skipped);
        counts.merge(reason, 1, Integer::sum);
        skipped = Map.copyOf(counts);
    }

    /** The walk skips a path without passing it to the workers. */
    synchronized void skippedByWalk(String path, SkipReason reason) {
        skipped(reason);
        unread++;
        if (skippedByWalk.size() < KEPT_SKIPPED) {
            skippedByWalk.put(path, reason);
        }
    }

    synchronized Map<String, SkipReason> skippedByWalk() {
        return Map.copyOf(skippedByWalk);
    }

    synchronized void failed(String path, String cause) {
        failed++;
        if (failures.size() < KEPT_FAILURES) {
            failures.add(new FileFailure(path, cause));
        }
    }

    /** The walk could not access a file, or a directory with its contents. */
    synchronized void unreached(String path, String cause) {
        unreached++;
        failed(path, cause);
    }

    /** A file vanished between the walk and its reading. */
    synchronized void vanished() {
        vanished++;
    }

    /** The parser of a file's language failed, so the file is indexed by patterns. */
    synchronized void notParsed(String path, String cause) {
        LOG.warn("Indexed without the parser of its language: {}: {}", path, cause);
        unparsed++;
        if (shownUnparsed.size() < SHOWN_UNPARSED) {
            shownUnparsed.add(path + ": " + cause);
        }
    }

    /** A file does not declare its encoding, which was guessed from its bytes. */
    synchronized void guessed(String path, String encoding) {
        guessed++;
        if (shownGuessed.size() < SHOWN_UNPARSED) {
            shownGuessed.add(path + ": " + encoding);
        }
    }

    /** A batch released contents; their number decides {@link #replacedMuch}. */
    synchronized void released(int contents) {
        released += contents;
    }

    /** A batch was committed. */
    synchronized void written(int files, int newChunks, int deletedFiles) {
        indexed += files;
        chunks += newChunks;
        deleted += deletedFiles;
        report();
    }

    /** Whether so many contents were replaced or deleted that reclaiming their space is worth a pass over the index. */
    synchronized boolean replacedMuch() {
        return released >= MANY_CONTENTS && released >= total / 10;
    }

    synchronized List<FileFailure> failures() {
        return List.copyOf(failures);
    }

    synchronized JobProgress snapshot() {
        return new JobProgress(phase, total, scanned, indexed, skipped, deleted, failed, chunks);
    }

    /**
     * A few sentences for the user. The counts after the colon add up to the total before it. What the walk left out, which may
     * be directories, is no part of that, but of the list of what was skipped.
     */
    synchronized String summary() {
        int skippedFiles = snapshot().filesSkipped() - unread;
        int all = skippedFiles > 0 && unread > 0 ? skippedFiles + unread : 0;
        int failedFiles = failed - unreached;
        StringJoiner parts = new StringJoiner(", ");
        parts.add(indexed + " indexed in " + Counted.of(chunks, "chunk"));
        add(parts, total - indexed - skippedFiles - failedFiles - vanished, " up to date");
        add(parts, skippedFiles, " skipped");
        add(parts, failedFiles, " failed");
        add(parts, vanished, " gone before they were read");
        return "Found " + Counted.of(total, "file") + ": " + parts + "."
                + sentence("Left out by name or kind, unread: ", unread)
                + sentence("Skipped in all, as listed: ", all)
                + sentence("Not to be looked at: ", unreached)
                + sentence("Deleted from the index: ", deleted)
                + listed(" Indexed by plain patterns, without the parser of the language", unparsed, shownUnparsed)
                + listed(" Read in an encoding that was guessed", guessed, shownGuessed);
    }

    private static void add(StringJoiner parts, int count, String what) {
        if (count > 0) {
            parts.add(count + what);
        }
    }

    private static String sentence(String what, int count) {
        return count > 0 ? " " + what + count + "." : "";
    }

    private static String listed(String what, int count, List<String> shown) {
        String rest = count > shown.size() ? "; and " + (count - shown.size()) + " more" : "";
        return count == 0 ? "" : what + " (" + count + "): " + String.join("; ", shown) + rest + ".";
    }

    private void report() {
        control.report(snapshot());
    }
}
