/** Walks a repository's tree as git would, and reads the files with source text. Reports a reason for every skipped file. */
@NullMarked
package dev.codebasemcp.indexing.scan;

import org.jspecify.annotations.NullMarked;
