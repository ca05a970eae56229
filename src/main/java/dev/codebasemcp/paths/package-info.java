/** Paths as text, and patterns of paths. Whatever the pattern, a match takes no more steps than pattern times path. */
@NullMarked
package dev.codebasemcp.paths;

import org.jspecify.annotations.NullMarked;
