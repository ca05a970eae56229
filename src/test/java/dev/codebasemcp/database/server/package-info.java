/** Tests of the embedded server with real processes. */
@NullMarked
package dev.codebasemcp.database.server;

import org.jspecify.annotations.NullMarked;
