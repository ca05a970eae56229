package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a symbol. Parts that were not asked for are empty.
 *
 * @param texts its definitions with their comments
 * @param around the type around it, or itself if it is a type; with what it defines
 * @param supertypes the types that it extends or implements, or the members that it overrides
 * @param implementations the types that extend or implement it, or the members that override it
 * @param uses the places that use it; empty if nobody asked
 * @param calls what it calls, in the order of its first calls
 * @param namesOnly its language, if the rules of this are not known, so that places are by name
 * @param isWhole whether there was time for all of it
 */
public record SymbolDetails(
        List<Text> texts,
        Optional<Around> around,
        List<Related> supertypes,
        List<Related> implementations,
        Optional<List<Reference>> uses,
        List<Related> calls,
        Optional<Language> namesOnly,
        boolean isWhole) {
    public SymbolDetails {
        texts = List.copyOf(texts);
        supertypes = List.copyOf(supertypes);
        implementations = List.copyOf(implementations);
        uses = uses.map(List::copyOf);
        calls = List.copyOf(calls);
    }

    /**
     * A definition's lines with its documentation.
     *
     * @param start the first line of the comment above it, or else of its signature
     * @param head the last line of the signature and the docstring behind it
     * @param lines the text from {@code start} on; without the body, the comment, the signature and the docstring
     */
    public record Text(int start, int head, List<String> lines) {
        public Text {
            lines = List.copyOf(lines);
        }
    }

    /** A type with what it defines directly. */
    public record Around(OutlinedDefinition type, List<OutlinedDefinition> members) {
        public Around {
            members = List.copyOf(members);
        }
    }

    /**
     * Another symbol.
     *
     * @param name as it is written, or qualified if it is defined here
     * @param place where it is defined; empty if the index has no definition
     */
    public record Related(String name, Optional<Symbol> place, Confidence confidence) {}
}
