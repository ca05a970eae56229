/** What a query asks for: {@link dev.codebasemcp.search.query.QueryAnalyser} is the door. Pure. */
@NullMarked
package dev.codebasemcp.search.query;

import org.jspecify.annotations.NullMarked;
