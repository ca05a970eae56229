package dev.codebasemcp.model;

import java.time.Duration;
import java.time.Instant;

/**
 * What a file system says about a file without opening it. Two stamps that are alike mean the same content only if the file was
 * not modified shortly before the first of them was taken.
 *
 * <p>Whoever keeps a stamp keeps the inode and the time of the change as one number, {@link #mark()}: nobody needs either alone, and
 * there is a row for each file.
 *
 * @param sizeBytes the length in bytes
 * @param modifiedNanos the time of the last modification, in nanoseconds since 1970, as fine as the file system keeps it
 * @param inode the inode number, 0 where the file system has none; of a stamp that was kept, its mark
 * @param changedNanos when content, name, owner or permissions changed last, which nobody can set; 0 where that is not known, and
 *     in a stamp that was kept
 */
public record FileStamp(long sizeBytes, long modifiedNanos, long inode, long changedNanos) {
    /** The coarsest time of modification of a file system in use (FAT). */
    private static final Duration GRANULARITY = Duration.ofSeconds(2);

    /** A stamp without the time of the change. */
    public FileStamp(long sizeBytes, long modifiedNanos, long inode) {
        this(sizeBytes, modifiedNanos, inode, 0);
    }

    /** Inode and time of the change in one number, which is negative; the inode alone if that time is not known. */
    public long mark() {
        if (changedNanos == 0) {
            return inode;
        }
        long mixed = (inode ^ (changedNanos * 0x9E3779B97F4A7C15L)) * 0xD6E8FEB86659FD93L;
        return (mixed ^ (mixed >>> Integer.SIZE)) | Long.MIN_VALUE;
    }

    /** Whether {@code kept}, an earlier stamp, is of the same state of the file. */
    public boolean isLike(FileStamp kept) {
        return hasSizeAndTimeOf(kept) && (mark() == kept.mark() || lacksChange(kept));
    }

    /** Whether {@code kept} has the same size and time of modification. */
    public boolean hasSizeAndTimeOf(FileStamp kept) {
        return sizeBytes == kept.sizeBytes && modifiedNanos == kept.modifiedNanos;
    }

    /** Whether {@code kept} is of a version that did not keep the time of the change, which this stamp has. */
    public boolean lacksChange(FileStamp kept) {
        return changedNanos != 0 && kept.changedNanos == 0 && kept.inode == inode;
    }

    /**
     * Whether any change after {@code scan}, which read the file and found this stamp, shows in its stamp. A file that was
     * written while or just before it was read could be written again without a new time, as file systems keep times as
     * coarsely as 2 s. Git calls such entries racy and does the same.
     */
    public boolean isSettledAt(Instant scan) {
        Instant last = Instant.EPOCH.plusNanos(Math.max(modifiedNanos, changedNanos));
        return !last.isAfter(scan.minus(GRANULARITY));
    }
}
