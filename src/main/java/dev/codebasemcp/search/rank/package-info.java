/** Orders candidates: {@link dev.codebasemcp.search.rank.Ranker} is the door. Pure. */
@NullMarked
package dev.codebasemcp.search.rank;

import org.jspecify.annotations.NullMarked;
