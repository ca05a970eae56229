/** Decides which part of a file's content is indexed: removes secrets, cuts overlong lines, finds encodings. */
@NullMarked
package dev.codebasemcp.indexing.content;

import org.jspecify.annotations.NullMarked;
