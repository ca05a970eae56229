package dev.codebasemcp.symbols;

import java.util.Optional;

/**
 * Where a definition is.
 *
 * @param path of its file, whole or its end
 * @param line one of its lines, from 1
 */
public record SymbolPlace(String path, Optional<Integer> line) {}
