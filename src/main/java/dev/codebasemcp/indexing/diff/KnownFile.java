package dev.codebasemcp.indexing.diff;

import dev.codebasemcp.indexing.scan.FileStamp;
import dev.codebasemcp.model.ContentHash;
import java.util.Optional;

/**
 * A file as the index knows it.
 *
 * @param stamp its state when it was last read
 * @param settled whether any later change shows in the stamp ({@link FileStamp#isSettledAt})
 * @param hash the hash of the bytes that its chunks come from; empty if it has none
 * @param state what the scan that last read it made of it
 * @param skipReason why it was left out, if it was
 */
public record KnownFile(
        FileStamp stamp, boolean settled, Optional<ContentHash> hash, KnownState state, Optional<String> skipReason) {
    /** What {@code now} says about the content. */
    public Likeness likeness(FileStamp now) {
        if (!now.isLike(stamp)) {
            // A link, a move or a change of permissions shows in the rest of a stamp too.
            return now.hasSizeAndTimeOf(stamp) ? Likeness.UNSURE : Likeness.OTHER;
        }
        return settled ? Likeness.SAME : Likeness.UNSURE;
    }
}
