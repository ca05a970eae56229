package dev.codebasemcp.database;

/**
 * What the pools do at this moment.
 *
 * @param inUse connections that transactions hold
 * @param waiting transactions that wait for a connection
 * @param idle connections that are open and unused
 * @param openDatabases databases with an open pool
 */
public record PoolFigures(int inUse, int waiting, int idle, int openDatabases, int maxConnections, int maxDatabases) {
    @Override
    public String toString() {
        return inUse + " of " + maxConnections + " connections in use, " + waiting + " waiting, " + idle + " idle, "
                + openDatabases + " of " + maxDatabases + " databases open";
    }
}
