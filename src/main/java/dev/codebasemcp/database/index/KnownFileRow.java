package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import java.time.Instant;
import java.util.Optional;

/**
 * A file as the last run left it.
 *
 * @param content the hash of what is indexed of it, if anything is
 * @param reason why it was skipped, or how it failed
 * @param scannedAt when the run that last looked at it began
 */
public record KnownFileRow(
        String path,
        FileState state,
        FileStampRow stamp,
        Optional<ContentHash> content,
        Optional<String> reason,
        Instant scannedAt) {}
