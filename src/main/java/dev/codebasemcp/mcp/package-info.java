/**
 * The MCP server: the stdio transport, the tool catalog, and the adapters that turn answers and failures into
 * protocol messages. No other package uses the MCP SDK.
 */
@NullMarked
package dev.codebasemcp.mcp;

import org.jspecify.annotations.NullMarked;
