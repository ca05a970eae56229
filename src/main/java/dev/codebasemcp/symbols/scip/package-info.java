/** Reads SCIP indexes, in which compilers write down what each name refers to. Entry: {@code ScipResolver}, {@code ScipIndexes}. */
@NullMarked
package dev.codebasemcp.symbols.scip;

import org.jspecify.annotations.NullMarked;
