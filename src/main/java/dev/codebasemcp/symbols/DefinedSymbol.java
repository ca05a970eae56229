package dev.codebasemcp.symbols;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Optional;

/**
 * A symbol as the index has it.
 *
 * @param definitions of the symbol in line order, more than one if it is overloaded
 * @param uses how many places use it for certain or likely; empty if nobody counted
 */
public record DefinedSymbol(FileRef file, List<OutlinedDefinition> definitions, Optional<Integer> uses) {
    public DefinedSymbol {
        definitions = List.copyOf(definitions);
    }

    /** The first of its definitions. */
    public OutlinedDefinition first() {
        return definitions.get(0);
    }

    /** The names of the definitions around it and its own, joined by {@code .}. */
    public String name() {
        return first().symbol();
    }

    public DefinitionKind kind() {
        return first().kind();
    }
}
