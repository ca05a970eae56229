package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.List;
import java.util.Optional;

/**
 * The unit of retrieval: a range of lines of one file.
 *
 * @param lines the lines that it covers
 * @param text exactly these lines, joined by {@code \n}, without a final line break; at most 4,000 characters
 * @param kind the kind of its main definition; empty if it has none
 * @param symbol the qualified name of its main definition or the enclosing one; empty if neither exists
 * @param definitions the definitions that start in these lines
 * @param comment the text of its comment lines, for the lexical field of comments; empty if it has none
 */
public record Chunk(
        LineRange lines,
        String text,
        Optional<DefinitionKind> kind,
        Optional<String> symbol,
        List<Definition> definitions,
        String comment) {
    public Chunk {
        definitions = List.copyOf(definitions);
    }
}
