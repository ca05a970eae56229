/** Ranks candidates. Entry point: {@link dev.codebasemcp.search.rank.Ranker}. Pure functions. */
@NullMarked
package dev.codebasemcp.search.rank;

import org.jspecify.annotations.NullMarked;
