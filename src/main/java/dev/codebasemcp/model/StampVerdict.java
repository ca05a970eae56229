package dev.codebasemcp.model;

/** What two stamps of a file say about its content. */
public enum StampVerdict {
    /** The content is the same. */
    UNCHANGED,
    /**
     * Only reading tells. Either the stamps are alike, but the earlier one was taken so soon after a change that another
     * change could hide behind it; or only the inode or the time of the last change of any kind differs.
     */
    UNSURE,
    /** The content may have changed. */
    CHANGED
}
