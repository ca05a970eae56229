package dev.codebasemcp.symbols.resolve;

import dev.codebasemcp.model.FileKey;

/**
 * Identifies a symbol. Overloads have the same key.
 *
 * @param name the names of the definitions around it and its own, joined by {@code .}
 * @param space tells apart symbols with the same names, such as a field and a method of a Java class
 */
public record SymbolKey(FileKey file, String name, String space) {}
