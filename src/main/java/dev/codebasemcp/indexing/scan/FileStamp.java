package dev.codebasemcp.indexing.scan;

import java.time.Duration;
import java.time.Instant;

/**
 * What a file system says about a file without opening it. Two equal stamps mean the same content only if the file was
 * not modified shortly before the first of them was taken.
 *
 * @param sizeBytes the length in bytes
 * @param modifiedNanos the time of the last modification, in nanoseconds since 1970, as fine as the file system keeps it
 * @param inode the inode number; 0 where the file system has none
 */
public record FileStamp(long sizeBytes, long modifiedNanos, long inode) {
    /** The coarsest time of modification of a file system in use (FAT). */
    private static final Duration GRANULARITY = Duration.ofSeconds(2);

    /**
     * Whether any change after {@code scan}, which read the file and found this stamp, shows in its stamp. A file that was
     * written while or just before it was read could be written again without a new time, as file systems keep times as
     * coarsely as 2 s. Git calls such entries racy and does the same.
     */
    public boolean isSettledAt(Instant scan) {
        Instant modified = Instant.EPOCH.plusNanos(modifiedNanos);
        return !modified.isAfter(scan.minus(GRANULARITY));
    }
}
