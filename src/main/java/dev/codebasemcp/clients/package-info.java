/** Configures AI assistants to start this server; {@link ClientSetup} is the entry. */
@NullMarked
package dev.codebasemcp.clients;

import org.jspecify.annotations.NullMarked;
