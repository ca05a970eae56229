package dev.codebasemcp.indexing.diff;

/** The result of comparing a file's content with the index. */
public enum ContentVerdict {
    /** The chunks are current; only stamp and state need writing. */
    SAME_CONTENT,
    /** The content must be indexed. */
    CHANGED
}
