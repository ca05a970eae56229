package dev.codebasemcp.config;

import java.util.Optional;

/**
 * The database server and the limits of its use.
 *
 * @param url the server to use; empty for the embedded one
 * @param maxConnections connections of this process to all databases together
 * @param maxOpenDatabases number of projects with an open connection pool
 */
public record DatabaseSettings(Optional<DatabaseUrl> url, int maxConnections, int maxOpenDatabases) {}
