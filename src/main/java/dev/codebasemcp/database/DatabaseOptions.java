package dev.codebasemcp.database;

import dev.codebasemcp.config.DatabaseSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * How {@link Databases} uses the server.
 *
 * @param registryName the registry's database
 * @param maxConnections in use at once, all databases together
 * @param maxOpenDatabases projects whose pools are open at once
 * @param timeout how long a transaction waits for a connection
 * @param keepsSpare whether a copy of the template is made ahead for the next project
 * @param flavour of new databases; empty takes what the server offers
 */
public record DatabaseOptions(
        String registryName,
        int maxConnections,
        int maxOpenDatabases,
        Duration timeout,
        boolean keepsSpare,
        Optional<VectorFlavour> flavour) {
    /** The registry's database, unless a test has its own. */
    public static final String REGISTRY = "codebase_mcp_registry";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    public DatabaseOptions {
        if (maxConnections < 1 || maxOpenDatabases < 1) {
            throw new IllegalArgumentException("at least one connection and one open database are needed");
        }
    }

    /** What the settings ask for. */
    public static DatabaseOptions of(DatabaseSettings settings) {
        return new DatabaseOptions(
                REGISTRY, settings.maxConnections(), settings.maxOpenDatabases(), TIMEOUT, true, Optional.empty());
    }
}
