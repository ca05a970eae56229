/** The properties of each programming language. Entry point: {@link dev.codebasemcp.code.language.Language}. */
@NullMarked
package dev.codebasemcp.code.language;

import org.jspecify.annotations.NullMarked;
