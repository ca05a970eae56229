/** Which machine this is. Several may share one PostgreSQL, and a path means something on its own machine only. */
@NullMarked
package dev.codebasemcp.machine;

import org.jspecify.annotations.NullMarked;
