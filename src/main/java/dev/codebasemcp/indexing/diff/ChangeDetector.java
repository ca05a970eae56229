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
 * Compares one scan of a repository with what is known of its files.
 *
 * <p>A file is unchanged without reading if size, modification time, inode and time of the last change are equal, and both times
 * lie at least 2 s before the scan that read it; {@link FileStamp#isSettledAt} says why.
 *
 * <p>Thread-safe: the walk asks about stamps while workers compare contents.
 */
public final class ChangeDetector {
    private final Map<String, KnownFile> known;
    /** Known files that the scan has not found so far. */
    private final Set<String> unseen;

    private final boolean force;
    private final Instant scanStarted;

    /**
     * A detector for a scan that begins now.
     *
     * @param known the files of the index by their paths; not to be changed any more
     * @param force read every file and index it again, whatever is known
     * @param clock the clock of the machine that the files are on, near enough
     */
    public ChangeDetector(Map<String, KnownFile> known, boolean force, Clock clock) {
        this.known = known;
        this.unseen = new HashSet<>(known.keySet());
        this.force = force;
        this.scanStarted = clock.instant();
    }

    /** When the scan began: before any file of it was read. */
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

    /** The scan could not look at {@code path}: what is known of it, and of all below it, stays. */
    public synchronized void failed(String path) {
        unseen.removeIf(one -> one.equals(path) || one.startsWith(path + "/"));
    }

    /** A file that the scan found was gone when it was to be read. */
    public synchronized void vanished(String path) {
        if (known.containsKey(path)) {
            unseen.add(path);
        }
    }

    /** What the bytes of a file say that was to be read. */
    public ContentVerdict compare(String path, ContentHash hash) {
        boolean same = !force
                && known(path).flatMap(KnownFile::content).filter(hash::equals).isPresent();
        return same ? ContentVerdict.SAME_CONTENT : ContentVerdict.CHANGED;
    }

    /** What is known of a file; empty if it is new. */
    public Optional<KnownFile> known(String path) {
        return Optional.ofNullable(known.get(path));
    }

    /**
     * The paths of the known files that are no longer there (or no longer wanted), in order. None after a scan that was
     * stopped, as it proves nothing. Ask when all that was found has been read.
     */
    public synchronized List<String> deleted(ScanEnd end) {
        return end == ScanEnd.COMPLETE ? unseen.stream().sorted().toList() : List.of();
    }

    private static boolean proves(KnownFile file, FileStamp stamp) {
        return file.state() != FileState.FAILED && file.compare(stamp) == StampVerdict.UNCHANGED;
    }
}
