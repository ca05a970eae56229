package dev.codebasemcp.config;

import java.util.Optional;

/**
 * Which server, and how much of it is used.
 *
 * @param url the server to use; empty means the embedded one
 * @param maxConnections to all databases together, from this process
 * @param maxOpenDatabases how many projects' pools are open at once
 */
public record DatabaseSettings(Optional<DatabaseUrl> url, int maxConnections, int maxOpenDatabases) {}
