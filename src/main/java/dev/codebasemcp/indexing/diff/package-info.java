/** Decides which files of a repository must be read and which have changed. Does no I/O. */
@NullMarked
package dev.codebasemcp.indexing.diff;

import org.jspecify.annotations.NullMarked;
