/** One class per resource: state and figures of the program, for people and for monitoring. */
@NullMarked
package dev.codebasemcp.mcp.resources;

import org.jspecify.annotations.NullMarked;
