package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.SkipReason;

/** Receives the results of a walk, in its order and on its thread. */
public interface ScanListener {
    /** A regular file that no rule excludes. Its content was not read. */
    void file(ScannedFile file);

    /**
     * A file or directory that a rule excludes.
     *
     * @param path relative to the root; undecodable bytes are written as {@code \xNN}
     */
    void skipped(String path, SkipReason reason);

    /**
     * A file or directory that could not be read. The index keeps its data about this path and everything below it.
     *
     * @param path relative to the root
     * @param cause a sentence for the user
     */
    void failed(String path, String cause);

    /** Whether to end the walk; called before each entry. */
    default boolean stopRequested() {
        return false;
    }
}
