/** Cuts search results to the size of an answer. Pure functions. */
@NullMarked
package dev.codebasemcp.search.render;

import org.jspecify.annotations.NullMarked;
