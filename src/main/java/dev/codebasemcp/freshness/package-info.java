/** Compares indexes with the files they were made of, and refreshes stale ones on search. */
@NullMarked
package dev.codebasemcp.freshness;

import org.jspecify.annotations.NullMarked;
