/** Answers queries: query, retrieve, rank, render. */
@NullMarked
package dev.codebasemcp.search;

import org.jspecify.annotations.NullMarked;
