package dev.codebasemcp.model;

import java.util.Optional;

/**
 * What the index knows of a file: a run writes it, and the next one reads it.
 *
 * @param path relative to the repository, with {@code /}
 * @param state what the last run made of it
 * @param stamp its stamp when it was last read
 * @param settled whether any later change shows in the stamp ({@link FileStamp#isSettledAt})
 * @param content the hash of the content that is indexed, if any. A failed file keeps what was indexed before, whatever is
 *     written
 * @param skipReason why it was skipped, if it was
 * @param failure how it failed, if it did
 */
public record KnownFile(
        String path,
        FileState state,
        FileStamp stamp,
        boolean settled,
        Optional<ContentHash> content,
        Optional<SkipReason> skipReason,
        Optional<String> failure) {
    private static final FileStamp NO_STAMP = new FileStamp(0, 0, 0);

    /** An indexed file. */
    public static KnownFile indexed(String path, FileStamp stamp, boolean settled, ContentHash content) {
        return new KnownFile(
                path, FileState.INDEXED, stamp, settled, Optional.of(content), Optional.empty(), Optional.empty());
    }

    /** A file that was left out. */
    public static KnownFile skipped(String path, FileStamp stamp, boolean settled, SkipReason reason) {
        return new KnownFile(
                path, FileState.SKIPPED, stamp, settled, Optional.empty(), Optional.of(reason), Optional.empty());
    }

    /** A file that could not be read or indexed. */
    public static KnownFile failed(String path, String failure) {
        return new KnownFile(
                path, FileState.FAILED, NO_STAMP, false, Optional.empty(), Optional.empty(), Optional.of(failure));
    }

    /** The same file with a later stamp. */
    public KnownFile restamped(FileStamp later, boolean settledNow) {
        return new KnownFile(path, state, later, settledNow, content, skipReason, failure);
    }

    /** What {@code now} says about the content. */
    public StampVerdict compare(FileStamp now) {
        if (now.isLike(stamp)) {
            return settled ? StampVerdict.UNCHANGED : StampVerdict.UNSURE;
        }
        // A link, a move or a change of permissions gives a new inode or time of change too.
        return now.hasSizeAndTimeOf(stamp) ? StampVerdict.UNSURE : StampVerdict.CHANGED;
    }
}
