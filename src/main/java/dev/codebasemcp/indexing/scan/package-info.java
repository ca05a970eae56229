/** Walks a repository's tree as git would, and reads the files that are source text. Every file left out has a reason. */
@NullMarked
package dev.codebasemcp.indexing.scan;

import org.jspecify.annotations.NullMarked;
