package dev.codebasemcp.indexing.diff;

/** What a file's bytes say after they were read. */
public enum ContentVerdict {
    /** Its chunks are right; only its stamp and state are to be written. */
    SAME_CONTENT,
    /** It must be indexed. */
    CHANGED
}
