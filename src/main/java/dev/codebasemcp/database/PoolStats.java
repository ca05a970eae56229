package dev.codebasemcp.database;

/**
 * What the pools do at this moment.
 *
 * @param inUse connections that transactions hold
 * @param waiting transactions that wait for a connection
 * @param idle connections that are open and unused
 * @param open connections that this process has to the server, those outside of the pools (locks, migrations) included
 * @param openDatabases projects with an open pool; the registry's has a place of its own
 */
public record PoolStats(
        int inUse, int waiting, int idle, int open, int openDatabases, int maxConnections, int maxDatabases) {
    @Override
    public String toString() {
        return inUse + " of " + maxConnections + " connections in use, " + waiting + " waiting, " + idle + " idle, "
                + open + " open, " + openDatabases + " of " + maxDatabases + " databases open";
    }
}
