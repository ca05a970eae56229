package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.List;

/** What a path names among the selected files of an index. */
public sealed interface PathMeaning {
    /** One file. */
    record AFile(IndexedFile file) implements PathMeaning {}

    /**
     * A directory, or those of several repositories.
     *
     * @param path relative to the root; empty for the root itself
     * @param files at or below it, in order; at least one
     */
    record ADirectory(String path, List<IndexedFile> files) implements PathMeaning {
        public ADirectory {
            files = List.copyOf(files);
        }
    }

    /**
     * Several files or directories.
     *
     * @param paths each names one of them alone
     */
    record Several(List<String> paths) implements PathMeaning {
        public Several {
            paths = List.copyOf(paths);
        }
    }

    /** No file and no directory with one. */
    record Nothing() implements PathMeaning {}
}
