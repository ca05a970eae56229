/** Small records that every package shares: identifiers, ranges, hashes and the two kinds of failure. Depends on nothing. */
@NullMarked
package dev.codebasemcp.model;

import org.jspecify.annotations.NullMarked;
