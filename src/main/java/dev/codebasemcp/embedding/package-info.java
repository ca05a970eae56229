/** Texts to vectors. {@link dev.codebasemcp.embedding.Embedder} is the door. */
@NullMarked
package dev.codebasemcp.embedding;

import org.jspecify.annotations.NullMarked;
