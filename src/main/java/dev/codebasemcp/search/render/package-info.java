/** Cuts what was found to what an answer has room for. Pure. */
@NullMarked
package dev.codebasemcp.search.render;

import org.jspecify.annotations.NullMarked;
