/** Tests of {@link dev.codebasemcp.quoting}. */
@NullMarked
package dev.codebasemcp.quoting;

import org.jspecify.annotations.NullMarked;
