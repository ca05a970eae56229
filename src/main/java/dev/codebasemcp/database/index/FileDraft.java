package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.util.Optional;

/**
 * The new state of a file.
 *
 * @param path relative to the repository, with {@code /}
 * @param state what became of it
 * @param settled whether any later change shows in the stamp
 * @param content what it holds, if it is {@link FileState#INDEXED}; of a failed file the old content stays
 * @param reason why it was skipped, or how it failed
 */
public record FileDraft(
        String path,
        FileState state,
        FileStampRow stamp,
        boolean settled,
        Optional<ContentHash> content,
        Optional<String> reason) {}
