/** Indexes a repository: scan, diff, chunk, write. {@link dev.codebasemcp.indexing.IndexJob} is the entry point. */
@NullMarked
package dev.codebasemcp.indexing;

import org.jspecify.annotations.NullMarked;
