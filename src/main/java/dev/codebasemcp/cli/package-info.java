/** The program's commands, built on the same tools and services as the MCP server. */
@NullMarked
package dev.codebasemcp.cli;

import org.jspecify.annotations.NullMarked;
