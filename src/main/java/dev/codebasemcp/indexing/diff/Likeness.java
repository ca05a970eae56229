package dev.codebasemcp.indexing.diff;

/** What two stamps of a file say about its content. */
public enum Likeness {
    /** It is the same. */
    SAME,
    /**
     * They are equal, but the known one was taken so soon after a change that another could hide behind it; or only the file's
     * number or the time of its last change of any kind is another.
     */
    UNSURE,
    /** It may be another. */
    OTHER
}
