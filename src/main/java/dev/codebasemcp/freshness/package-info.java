/** Compares indexes with their files and refreshes stale ones on search. */
@NullMarked
package dev.codebasemcp.freshness;

import org.jspecify.annotations.NullMarked;
