/** Identifiers and words as search terms. */
@NullMarked
package dev.codebasemcp.code.terms;

import org.jspecify.annotations.NullMarked;
