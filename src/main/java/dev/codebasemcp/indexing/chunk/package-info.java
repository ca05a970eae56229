/** Cuts source text into chunks along its outline. Pure functions. */
@NullMarked
package dev.codebasemcp.indexing.chunk;

import org.jspecify.annotations.NullMarked;
