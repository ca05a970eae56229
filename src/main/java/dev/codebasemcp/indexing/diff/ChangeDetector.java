package dev.codebasemcp.indexing.diff;

import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.StampVerdict;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one scan of a repository with its indexed files.
 *
 * <p>A file counts as unchanged without reading if its size, modification time, inode and change time are equal, and
 * both times lie at least 2 s before the scan that read it. {@link FileStamp#isSettledAt} gives the reason.
 *
 * <p>Thread-safe: the walk compares stamps while workers compare contents.
 */
public final class ChangeDetector {
    private final Map<String, KnownFile> known;
    /** Known files that the scan has not found yet. */
    private final Set<String> unseen;

    private final boolean force;
    private final Instant scanStarted;

    /**
     * Creates a detector for a scan that starts now.
     *
     * @param known the files of the index by path; must not change any more
     * @param force whether to read and index every file again
     * @param clock close to the clock of the machine that stores the files
     */
    public ChangeDetector(Map<String, KnownFile> known, boolean force, Clock clock) {
        this.known = known;
        this.unseen = new HashSet<>(known.keySet());
        this.force = force;
        this.scanStarted = clock.instant();
    }

    /** When the scan began, before it read any file. */
    public Instant scanStarted() {
        return scanStarted;
    }

    /** The scan found a file. */
    public synchronized FileVerdict found(String path, FileStamp stamp) {
        unseen.remove(path);
        boolean unchanged =
                !force && known(path).filter(file -> proves(file, stamp)).isPresent();
        return unchanged ? FileVerdict.UNCHANGED : FileVerdict.READ;
    }

    /** The scan could not access {@code path}; it and all paths below it stay in the index. */
    public synchronized void failed(String path) {
        unseen.removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    /** A file vanished between the scan and its reading. */
    public synchronized void vanished(String path) {
        if (known.containsKey(path)) {
            unseen.add(path);
        }
    }

    /** Compares the content of a file with the indexed one. */
    public ContentVerdict compare(String path, ContentHash hash) {
        boolean same = !force
                && known(path).flatMap(KnownFile::content).filter(hash::equals).isPresent();
        return same ? ContentVerdict.SAME_CONTENT : ContentVerdict.CHANGED;
    }

    /** The indexed state of a file; empty if it is new. */
    public Optional<KnownFile> known(String path) {
        return Optional.ofNullable(known.get(path));
    }

    /**
     * The sorted paths of known files that no longer exist or are now excluded. Empty after a stopped scan, which
     * proves nothing. Call after all found files are read.
     */
    public synchronized List<String> deleted(ScanEnd end) {
        return end == ScanEnd.COMPLETE ? unseen.stream().sorted().toList() : List.of();
    }

    private static boolean proves(KnownFile file, FileStamp stamp) {
        return file.state() != FileState.FAILED && file.compare(stamp) == StampVerdict.UNCHANGED;
    }
}
