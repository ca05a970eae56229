/** Source text by lines and bytes. */
@NullMarked
package dev.codebasemcp.code.text;

import org.jspecify.annotations.NullMarked;
