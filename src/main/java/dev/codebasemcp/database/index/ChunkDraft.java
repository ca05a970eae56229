package dev.codebasemcp.database.index;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import java.util.Optional;

/**
 * A chunk to write.
 *
 * @param kind of its main definition
 * @param symbol the qualified name of its main definition
 * @param text packed by {@link PackedText}
 * @param vector its embedding, of length 1 or all zeros
 */
public record ChunkDraft(
        LineRange lines,
        Optional<DefinitionKind> kind,
        Optional<String> symbol,
        byte[] text,
        List<DefinitionDraft> definitions,
        float[] vector) {
    public ChunkDraft {
        definitions = List.copyOf(definitions);
    }
}
