package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.util.Optional;

/**
 * What the index says of a file: a run writes it, and the next one reads it.
 *
 * @param path relative to the repository, with {@code /}
 * @param state what the last look at it came to
 * @param settled whether any later change shows in the stamp
 * @param content the hash of what is indexed of it, if anything is; of a failed file what was indexed before stays, whatever is
 *     written
 * @param reason why it was skipped, or how it failed
 */
public record FileEntry(
        String path,
        FileState state,
        FileStampRow stamp,
        boolean settled,
        Optional<ContentHash> content,
        Optional<String> reason) {}
