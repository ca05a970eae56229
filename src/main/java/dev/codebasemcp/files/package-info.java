/** Looks at files that somebody else may swap, or make into a trap, at any moment. */
@NullMarked
package dev.codebasemcp.files;

import org.jspecify.annotations.NullMarked;
