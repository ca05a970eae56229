/** Indexes a repository: scan, diff, chunk, write. {@link dev.codebasemcp.indexing.IndexJob} is the door. */
@NullMarked
package dev.codebasemcp.indexing;

import org.jspecify.annotations.NullMarked;
