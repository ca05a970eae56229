/**
 * Everything that is known of a programming language, in one profile each. Entry point: {@link
 * dev.codebasemcp.code.language.Language}.
 */
@NullMarked
package dev.codebasemcp.code.language;

import org.jspecify.annotations.NullMarked;
