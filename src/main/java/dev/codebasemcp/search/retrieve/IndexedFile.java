package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.search.rank.FileRef;

/** An indexed file with what searches ask of it again and again. */
public record IndexedFile(FileRow row, FileRef ref) {
    static IndexedFile of(FileRow row, String language) {
        return new IndexedFile(row, FileRef.of(row.id(), row.repository(), row.path(), language));
    }
}
