/** Turns identifiers and words into search terms. */
@NullMarked
package dev.codebasemcp.code.terms;

import org.jspecify.annotations.NullMarked;
