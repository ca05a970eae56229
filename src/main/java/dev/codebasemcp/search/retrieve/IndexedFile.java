package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.search.rank.FileRef;
import org.jspecify.annotations.Nullable;

/** An indexed file with what searches ask of it again and again. */
public record IndexedFile(FileRow row, FileRef ref) {
    /** Takes what an older catalogue knew of the file, if it is still so. */
    static IndexedFile of(FileRow row, String language, @Nullable FileRef known) {
        boolean same = known != null
                && known.path().equals(row.path())
                && known.language().equals(language)
                && known.repository().equals(row.repository());
        return new IndexedFile(row, same ? known : FileRef.of(row.id(), row.repository(), row.path(), language));
    }
}
