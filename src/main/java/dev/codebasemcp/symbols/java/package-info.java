/** Resolves names in Java files as the language specification says, without class files. Entry: {@code JavaResolver}. */
@NullMarked
package dev.codebasemcp.symbols.java;

import org.jspecify.annotations.NullMarked;
