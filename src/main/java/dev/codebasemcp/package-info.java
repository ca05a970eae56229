/** The program's entry and the one place where its parts are wired together. */
@NullMarked
package dev.codebasemcp;

import org.jspecify.annotations.NullMarked;
