/** Tests of the log files. */
@NullMarked
package dev.codebasemcp.logging;

import org.jspecify.annotations.NullMarked;
