package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.SkipReason;

/** Receives what a walk finds, in the walk's order and on its thread. */
public interface ScanListener {
    /** A regular file that no rule leaves out. Its content was not looked at. */
    void file(ScannedFile file);

    /**
     * A file or directory that a rule leaves out.
     *
     * @param path relative to the root; bytes that are no text are written as {@code \xNN}
     */
    void skipped(String path, SkipReason reason);

    /**
     * A file or directory that could not be looked at. What is known of it, and of everything below it, stays.
     *
     * @param path relative to the root
     * @param cause a sentence for the user
     */
    void failed(String path, String cause);

    /** Asked before each entry; {@code true} ends the walk. */
    default boolean stopRequested() {
        return false;
    }
}
