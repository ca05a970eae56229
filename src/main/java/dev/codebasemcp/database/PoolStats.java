package dev.codebasemcp.database;

/**
 * The current state of the pools.
 *
 * @param inUse connections that transactions hold
 * @param waiting transactions that are waiting for a connection
 * @param idle connections that are open and unused
 * @param open connections of this process to the server, including those outside the pools (locks, migrations)
 * @param openDatabases projects with an open pool, without the registry
 */
public record PoolStats(
        int inUse, int waiting, int idle, int open, int openDatabases, int maxConnections, int maxDatabases) {
    @Override
    public String toString() {
        return inUse + " of " + maxConnections + " connections in use, " + waiting + " waiting, " + idle + " idle, "
                + open + " open, " + openDatabases + " of " + maxDatabases + " databases open";
    }
}
