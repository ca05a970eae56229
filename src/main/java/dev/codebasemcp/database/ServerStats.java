package dev.codebasemcp.database;

/**
 * The version and counts of the database server.
 *
 * @param version such as {@code 17.11}
 * @param connections of all clients, including other programs
 * @param maxConnections limit for all clients
 * @param databases number of databases, including templates
 */
public record ServerStats(String version, int connections, int maxConnections, int databases) {
    @Override
    public String toString() {
        return "version " + version + ", " + connections + " of " + maxConnections + " connections, " + databases
                + " databases";
    }
}
