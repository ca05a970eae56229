/** Analyses queries. Entry point: {@link dev.codebasemcp.search.query.QueryAnalyser}. Pure functions. */
@NullMarked
package dev.codebasemcp.search.query;

import org.jspecify.annotations.NullMarked;
