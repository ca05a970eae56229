/** What indexing and search must agree on: languages, source text, definitions and how text becomes terms. */
@NullMarked
package dev.codebasemcp.code;

import org.jspecify.annotations.NullMarked;
