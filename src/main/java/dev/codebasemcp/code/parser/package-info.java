/**
 * Parses source with tree-sitter. Entry point: {@link dev.codebasemcp.code.parser.Outliner}, the only way to
 * native code.
 */
@NullMarked
package dev.codebasemcp.code.parser;

import org.jspecify.annotations.NullMarked;
