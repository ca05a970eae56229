/** Reads Jupyter notebooks. Pure functions. */
@NullMarked
package dev.codebasemcp.code.notebook;

import org.jspecify.annotations.NullMarked;
