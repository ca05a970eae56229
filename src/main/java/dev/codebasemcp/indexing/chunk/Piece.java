package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A range of lines that stays together, before small neighbours are merged.
 *
 * @param lines starts and ends with a non-blank line
 * @param definition the definition that these lines hold whole, with its comments; empty for parts of one and for lines between
 *     definitions
 * @param enclosing the innermost definition that contains the lines
 */
record Piece(LineRange lines, Optional<Definition> definition, Optional<Definition> enclosing) {
    /** Both pieces and the lines between them, with this piece's definitions. */
    Piece upTo(Piece next) {
        return new Piece(new LineRange(lines.start(), next.lines.end()), definition, enclosing);
    }
}
