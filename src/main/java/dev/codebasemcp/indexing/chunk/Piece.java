package dev.codebasemcp.indexing.chunk;

import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A range of lines that stays together, before small neighbours are merged.
 *
 * @param lines neither the first nor the last line is blank
 * @param definition the definition that these lines hold as a whole, with its comments; empty for a part of one and for
 *     what lies between definitions
 * @param enclosing the innermost definition that the lines are a part of
 */
record Piece(LineRange lines, Optional<Definition> definition, Optional<Definition> enclosing) {
    /** Both pieces and what lies between them, with the nature of this one. */
    Piece upTo(Piece next) {
        return new Piece(new LineRange(lines.start(), next.lines.end()), definition, enclosing);
    }
}
