/** The program's threads: none keeps it alive, and each tells by its name what it is for. */
@NullMarked
package dev.codebasemcp.threads;

import org.jspecify.annotations.NullMarked;
