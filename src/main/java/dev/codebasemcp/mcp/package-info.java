/**
 * The MCP server: transport over stdio, the catalog of tools, and the edge where answers and failures become protocol.
 * The only user of the MCP SDK.
 */
@NullMarked
package dev.codebasemcp.mcp;

import org.jspecify.annotations.NullMarked;
