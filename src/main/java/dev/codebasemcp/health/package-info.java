/** Checks everything that requests depend on. */
@NullMarked
package dev.codebasemcp.health;

import org.jspecify.annotations.NullMarked;
