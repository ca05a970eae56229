/** The commands of the program, made of the same tools and services that the MCP server offers. */
@NullMarked
package dev.codebasemcp.cli;

import org.jspecify.annotations.NullMarked;
