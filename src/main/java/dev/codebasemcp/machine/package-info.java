/**
 * Identifies this machine. Several machines may share one PostgreSQL, and a path is valid only on its own machine.
 */
@NullMarked
package dev.codebasemcp.machine;

import org.jspecify.annotations.NullMarked;
