/** One class per resource: state and metrics of the program, for people and monitoring. */
@NullMarked
package dev.codebasemcp.mcp.resources;

import org.jspecify.annotations.NullMarked;
