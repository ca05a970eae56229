/** The tools, one class each: checked arguments in, an answer out. They know nothing of the protocol. */
@NullMarked
package dev.codebasemcp.mcp.tools;

import org.jspecify.annotations.NullMarked;
