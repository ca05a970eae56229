/** Where log lines go: a rotated file of this user, and warnings to stderr; never stdout. */
@NullMarked
package dev.codebasemcp.logging;

import org.jspecify.annotations.NullMarked;
