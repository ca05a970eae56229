/** Prunes source before it is parsed: function bodies, parameters and comments, which no outline shows. */
@NullMarked
package dev.codebasemcp.code.prune;

import org.jspecify.annotations.NullMarked;
