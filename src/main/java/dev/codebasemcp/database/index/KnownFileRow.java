package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.util.Optional;

/**
 * A file as the last run left it.
 *
 * @param settled whether any later change shows in the stamp
 * @param content the hash of what is indexed of it, if anything is
 * @param reason why it was skipped, or how it failed
 */
public record KnownFileRow(
        String path,
        FileState state,
        FileStampRow stamp,
        boolean settled,
        Optional<ContentHash> content,
        Optional<String> reason) {}
