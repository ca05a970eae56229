/** How the program is started: the Java options, and an archive of loaded classes that shortens a start. */
@NullMarked
package dev.codebasemcp.launch;

import org.jspecify.annotations.NullMarked;
