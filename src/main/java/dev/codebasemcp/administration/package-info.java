/** Lists, creates, renames, moves, deletes and counts projects and repositories on a user's request. */
@NullMarked
package dev.codebasemcp.administration;

import org.jspecify.annotations.NullMarked;
