package dev.codebasemcp.indexing.diff;

import dev.codebasemcp.indexing.scan.FileStamp;
import dev.codebasemcp.model.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as the index knows it.
 *
 * @param stamp its state when it was last read
 * @param hash the hash of the bytes that its chunks come from; empty if it has none
 * @param lastScan when the scan began that last read it
 * @param state what that scan made of it
 * @param skipReason why it was left out, if it was
 */
public record KnownFile(
        FileStamp stamp, Optional<ContentHash> hash, Instant lastScan, KnownState state, Optional<String> skipReason) {
    /** The coarsest time of modification of a file system in use (FAT). */
    private static final Duration STAMP_GRANULARITY = Duration.ofSeconds(2);

    /**
     * What {@code now} says about the content. A file that was written while or just before it was read could be written
     * again without a new time, as file systems keep times as coarsely as 2 s. Git calls such entries racy and does the
     * same.
     */
    public Likeness likeness(FileStamp now) {
        if (!stamp.equals(now)) {
            return Likeness.OTHER;
        }
        return isProvenAt(lastScan) ? Likeness.SAME : Likeness.UNSURE;
    }

    /** Whether a scan at {@code scan} that finds the same stamp proves that later changes will show in it. */
    public boolean isProvenAt(Instant scan) {
        Instant modified = Instant.EPOCH.plusNanos(stamp.modifiedNanos());
        return !modified.isAfter(scan.minus(STAMP_GRANULARITY));
    }
}
