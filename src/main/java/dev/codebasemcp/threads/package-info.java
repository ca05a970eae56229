/** The program's threads: daemons, named after their task. */
@NullMarked
package dev.codebasemcp.threads;

import org.jspecify.annotations.NullMarked;
