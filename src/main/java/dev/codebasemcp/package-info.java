/** The program's entry point, and the wiring of its parts. */
@NullMarked
package dev.codebasemcp;

import org.jspecify.annotations.NullMarked;
