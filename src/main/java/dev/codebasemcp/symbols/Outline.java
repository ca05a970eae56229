package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import java.util.List;

/** What a path has to show. */
public sealed interface Outline {
    /**
     * The definitions of a file.
     *
     * @param entries the most important ones first: by level, then by line
     */
    record OfFile(FileRef file, List<OutlineEntry> entries) implements Outline {
        public OfFile {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The outermost types and functions of the files of a directory.
     *
     * @param path relative to the root; empty for the root itself
     * @param files all of them
     * @param entries the most important ones first, each file before its first one; then files without definitions
     */
    record OfDirectory(String path, List<FileRef> files, List<OutlineEntry> entries) implements Outline {
        public OfDirectory {
            files = List.copyOf(files);
            entries = List.copyOf(entries);
        }
    }

    /** No file or directory is there. */
    record Missing(String reason) implements Outline {}

    /** Several files or directories are meant. */
    record Ambiguous(List<String> paths) implements Outline {
        public Ambiguous {
            paths = List.copyOf(paths);
        }
    }
}
