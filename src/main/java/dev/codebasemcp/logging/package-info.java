/** Logging to a rotated file that only this user can read, and warnings to stderr; never to stdout. */
@NullMarked
package dev.codebasemcp.logging;

import org.jspecify.annotations.NullMarked;
