package dev.codebasemcp.database;

import dev.codebasemcp.config.DatabaseSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@link Databases} uses the server.
 *
 * @param registryName the registry's database
 * @param maxConnections limit of connections in use, over all databases
 * @param maxOpenDatabases limit of projects with an open pool
 * @param timeout how long a transaction waits for a connection
 * @param keepsSpare whether to copy the template ahead for the next project
 * @param flavour of new databases; empty for the best that the server offers
 */
public record DatabaseOptions(
        String registryName,
        int maxConnections,
        int maxOpenDatabases,
        Duration timeout,
        boolean keepsSpare,
        Optional<VectorFlavour> flavour) {
    /** The registry's database, except in tests. */
    public static final String REGISTRY = "codebase_mcp_registry";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public DatabaseOptions {
        if (maxConnections < 1 || maxOpenDatabases < 1) {
            throw new IllegalArgumentException("at least one connection and one open database are needed");
        }
    }

    /** Creates the options from the settings. */
    public static DatabaseOptions of(DatabaseSettings settings) {
        return new DatabaseOptions(
                REGISTRY, settings.maxConnections(), settings.maxOpenDatabases(), TIMEOUT, true, Optional.empty());
    }
}
