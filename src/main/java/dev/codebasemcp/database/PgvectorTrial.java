package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds out whether a role may create the extension pgvector, by creating it and rolling back: servers grant that to
 * superusers, to owners of databases where the extension is trusted, or by lists of their own that no catalog shows.
 */
final class PgvectorTrial {
    /** A role without the right, a server that forbids the extension, a library that is not where the server looks. */
    private static final String[] REFUSALS = {SqlFailures.INSUFFICIENT_PRIVILEGE, "0A000", "58P01"};

    private PgvectorTrial() {}

    /**
     * Why the role of {@code connection} cannot create the extension that its server offers; empty if it can.
     *
     * @param connection outside of a transaction, to a database without the extension
     */
    static Optional<String> refusal(Connection connection) throws SQLException {
        Optional<String> refusal = Optional.empty();
        connection.setAutoCommit(false);
        try {
            ServerCatalog.execute(connection, "CREATE EXTENSION IF NOT EXISTS vector");
        } catch (SQLException failure) {
            if (!SqlFailures.is(failure, REFUSALS)) {
                // What a dead connection says to a rollback would hide that it is dead.
                Transactions.rollBack(connection);
                throw failure;
            }
            refusal = Optional.of(
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
        connection.rollback();
        connection.setAutoCommit(true);
        return refusal;
    }
}
