package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.Optional;

/**
 * A line that refers to a symbol.
 *
 * @param line from 1
 * @param text the line without white space at its ends
 * @param inSymbol the qualified name of the innermost definition around it
 */
public record Reference(
        FileRef file, int line, String text, Optional<String> inSymbol, ReferenceKind kind, Confidence confidence) {}
