package dev.codebasemcp.indexing.diff;

/** What to do with a file that the walk found. */
public enum FileVerdict {
    /** Its stamp proves that it is as known; there is nothing to do. */
    UNCHANGED,
    /** It is new, or may have changed: read it, then compare. */
    READ
}
