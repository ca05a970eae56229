/** Lists and changes projects and repositories on purpose: create, rename, move, delete, count. */
@NullMarked
package dev.codebasemcp.administration;

import org.jspecify.annotations.NullMarked;
