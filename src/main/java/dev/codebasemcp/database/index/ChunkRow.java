package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A stored chunk.
 *
 * @param kind of its main definition
 * @param symbol the qualified name of its main definition
 * @param text its lines
 */
public record ChunkRow(
        long id,
        long contentId,
        LineRange lines,
        Optional<DefinitionKind> kind,
        Optional<String> symbol,
        String text) {}
