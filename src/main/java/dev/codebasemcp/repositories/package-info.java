/** Decides which directories may be indexed, and which repositories a request covers. */
@NullMarked
package dev.codebasemcp.repositories;

import org.jspecify.annotations.NullMarked;
