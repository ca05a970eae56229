package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.symbols.resolve.Declaration;
import java.util.Optional;

/**
 * A definition in an outline.
 *
 * @param symbol the names of the definitions around it and its own, joined by {@code .}
 * @param signature its head in one line; may be empty
 * @param uses how many contents contain its name but do not define it; empty if nobody counted
 * @param about whether some of these may have a like word, or mean what other files define by the name
 */
public record OutlinedDefinition(
        String symbol, DefinitionKind kind, LineRange lines, String signature, Optional<Integer> uses, boolean about) {
    private static final int LONGEST_SIGNATURE = 200;

    /** Returns a stored definition whose uses nobody counted. */
    static OutlinedDefinition of(DefinedName stored) {
        return new OutlinedDefinition(
                stored.qualifiedName(), stored.kind(), stored.lines(), stored.signature(), Optional.empty(), false);
    }

    /** Returns a declaration of which the index keeps no definition, as a field. */
    static OutlinedDefinition of(Declaration declaration) {
        String text = declaration.node().text();
        String line = text.lines().findFirst().orElse("");
        return new OutlinedDefinition(
                declaration.qualifiedName(),
                DefinitionKind.FIELD,
                declaration.lines(),
                line.substring(0, Math.min(line.length(), LONGEST_SIGNATURE)),
                Optional.empty(),
                false);
    }
}
