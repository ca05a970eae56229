/** The tools, one class each, from validated arguments to an answer. They are independent of the protocol. */
@NullMarked
package dev.codebasemcp.mcp.tools;

import org.jspecify.annotations.NullMarked;
