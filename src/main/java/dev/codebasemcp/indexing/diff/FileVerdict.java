package dev.codebasemcp.indexing.diff;

/** The result of comparing a file's stamp with the index. */
public enum FileVerdict {
    /** The stamp proves that the file is unchanged. */
    UNCHANGED,
    /** The file is new or may have changed, so it must be read. */
    READ
}
