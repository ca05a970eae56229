/** Finds and nests definitions; patterns find them where no grammar does. */
@NullMarked
package dev.codebasemcp.code.outline;

import org.jspecify.annotations.NullMarked;
