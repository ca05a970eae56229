package dev.codebasemcp.indexing.write;

import dev.codebasemcp.model.KnownFile;
import java.util.Optional;

/**
 * A file that was looked into.
 *
 * @param content its content, unless the index has it already
 * @param changed whether what is indexed of it changes
 */
public record PreparedFile(KnownFile file, Optional<PreparedContent> content, boolean changed) {}
