/** Decides which files of a repository must be read, and which changed, from what is known of them. No input or output. */
@NullMarked
package dev.codebasemcp.indexing.diff;

import org.jspecify.annotations.NullMarked;
