/** Embeds texts as vectors. Entry point: {@link dev.codebasemcp.embedding.Embedder}. */
@NullMarked
package dev.codebasemcp.embedding;

import org.jspecify.annotations.NullMarked;
