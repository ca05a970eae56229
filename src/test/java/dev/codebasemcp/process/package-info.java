/** Tests of the whole program as its users run it: as a process of its own. */
@NullMarked
package dev.codebasemcp.process;

import org.jspecify.annotations.NullMarked;
