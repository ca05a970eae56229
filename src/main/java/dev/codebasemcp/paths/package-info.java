/** Paths as text, and path patterns. A match takes at most pattern length × path length steps. */
@NullMarked
package dev.codebasemcp.paths;

import org.jspecify.annotations.NullMarked;
