/** Tests of the protocol: in process on pipes, and with a real server process. */
@NullMarked
package dev.codebasemcp.mcp;

import org.jspecify.annotations.NullMarked;
