package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.FileState;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.KnownFileRow;
import dev.codebasemcp.indexing.diff.KnownFile;
import dev.codebasemcp.indexing.diff.KnownState;
import dev.codebasemcp.indexing.scan.FileStamp;
import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Loads what the index knows of a repository's files. */
final class KnownFiles {
    private KnownFiles() {}

    /** The known files by their paths. */
    static Map<String, KnownFile> of(IndexStore store, RepositoryId repository) {
        Map<String, KnownFile> known = new HashMap<>();
        store.knownFiles(repository, row -> known.put(row.path(), knownFile(row)));
        return known;
    }

    private static KnownFile knownFile(KnownFileRow row) {
        return new KnownFile(
                new FileStamp(
                        row.stamp().sizeBytes(),
                        row.stamp().modifiedNanos(),
                        row.stamp().inode()),
                row.content(),
                row.scannedAt(),
                state(row.state()),
                row.state() == FileState.SKIPPED ? row.reason() : Optional.empty());
    }

    private static KnownState state(FileState state) {
        return switch (state) {
            case INDEXED -> KnownState.INDEXED;
            case SKIPPED -> KnownState.SKIPPED;
            case FAILED -> KnownState.FAILED;
        };
    }
}
