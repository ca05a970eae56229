package dev.codebasemcp.indexing.write;

import dev.codebasemcp.model.KnownFile;
import java.util.Optional;

/**
 * A processed file, ready to be written.
 *
 * @param content empty if the index already has it
 * @param changed whether its indexed content changes
 */
public record PreparedFile(KnownFile file, Optional<PreparedContent> content, boolean changed) {}
