package dev.codebasemcp.symbols;

/**
 * A symbol as an answer names it.
 *
 * @param path of its file, relative to the repository
 * @param symbol its qualified name
 */
public record NamedSymbol(String path, String symbol) {}
