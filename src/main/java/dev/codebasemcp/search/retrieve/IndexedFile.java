package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.PathWords;

/**
 * An indexed file with what searches ask of it again and again.
 *
 * @param words of its path
 */
public record IndexedFile(FileRow row, FileRef ref, PathWords words) {
    static IndexedFile of(FileRow row, String language) {
        return new IndexedFile(
                row, new FileRef(row.id(), row.repository(), row.path(), language), PathWords.of(row.path()));
    }
}
