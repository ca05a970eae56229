/** Submits, finds and describes indexing jobs for callers. */
@NullMarked
package dev.codebasemcp.requests;

import org.jspecify.annotations.NullMarked;
