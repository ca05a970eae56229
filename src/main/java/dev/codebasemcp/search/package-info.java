/** Answers search queries in four steps: query, retrieve, rank, render. */
@NullMarked
package dev.codebasemcp.search;

import org.jspecify.annotations.NullMarked;
