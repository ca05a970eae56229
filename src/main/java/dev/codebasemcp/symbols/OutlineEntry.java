package dev.codebasemcp.symbols;

import dev.codebasemcp.search.rank.FileRef;
import java.util.Optional;

/**
 * One line of an outline: a definition, or a file whose definitions follow.
 *
 * @param position its place among the lines of the whole outline
 * @param level how many definitions are around it
 */
public record OutlineEntry(FileRef file, int position, int level, Optional<OutlinedDefinition> definition) {}
