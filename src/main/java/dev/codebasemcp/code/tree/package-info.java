/** The syntax tree of a file as plain data, without native memory. Entry: {@code SyntaxTree}. */
@NullMarked
package dev.codebasemcp.code.tree;

import org.jspecify.annotations.NullMarked;
