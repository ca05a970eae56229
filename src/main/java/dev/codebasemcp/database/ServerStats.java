package dev.codebasemcp.database;

/**
 * What the database server says of itself.
 *
 * @param version such as {@code 17.11}
 * @param connections of all its clients, of this program or not
 * @param maxConnections of all its clients
 * @param databases how many it has, templates included
 */
public record ServerStats(String version, int connections, int maxConnections, int databases) {
    @Override
    public String toString() {
        return "version " + version + ", " + connections + " of " + maxConnections + " connections, " + databases
                + " databases";
    }
}
