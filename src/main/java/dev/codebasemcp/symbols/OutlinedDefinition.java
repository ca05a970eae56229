package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import java.util.Optional;

/**
 * A definition in an outline.
 *
 * @param symbol the names of the definitions around it and its own, joined by {@code .}
 * @param signature its head in one line; may be empty
 * @param uses how many contents contain its name but do not define it; empty if nobody counted
 * @param about whether some of these may have another word that is like it
 */
public record OutlinedDefinition(
        String symbol, DefinitionKind kind, LineRange lines, String signature, Optional<Integer> uses, boolean about) {
    /** Returns a stored definition whose uses nobody counted. */
    static OutlinedDefinition of(DefinedName stored) {
        return new OutlinedDefinition(
                stored.qualifiedName(), stored.kind(), stored.lines(), stored.signature(), Optional.empty(), false);
    }
}
