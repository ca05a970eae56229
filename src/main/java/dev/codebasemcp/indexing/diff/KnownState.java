package dev.codebasemcp.indexing.diff;

/** What the last run made of a file. */
public enum KnownState {
    /** Its chunks are those of the known content. */
    INDEXED,
    /** It was left out for a reason; it has no chunks. */
    SKIPPED,
    /** It could not be read or indexed; chunks of an older content may still be there. */
    FAILED
}
