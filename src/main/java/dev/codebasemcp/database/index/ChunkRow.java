package dev.codebasemcp.database.index;

import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A stored chunk.
 *
 * @param kind the label of its main definition's kind
 * @param symbol the qualified name of its main definition
 * @param text its lines
 */
public record ChunkRow(
        long id, long contentId, LineRange lines, Optional<String> kind, Optional<String> symbol, String text) {}
