/** Escapes untrusted names and texts for answers, logs and terminals. */
@NullMarked
package dev.codebasemcp.quoting;

import org.jspecify.annotations.NullMarked;
