package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.search.rank.FileRef;
import java.util.Optional;

/** An indexed file with what searches ask of it again and again. */
public record IndexedFile(FileRow row, FileRef ref) {
    /** Takes what an older catalogue knew of the file, if it is still so. */
    static IndexedFile of(FileRow row, String language, Optional<FileRef> known) {
        return new IndexedFile(
                row,
                known.filter(ref -> ref.language().equals(language)).orElseGet(() -> FileRef.of(row.key(), language)));
    }
}
