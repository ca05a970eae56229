package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Checks whether a role may create the extension pgvector, by creating it and rolling back. No catalog shows this
 * right: servers grant it to superusers, to owners of databases that trust the extension, or by their own lists.
 */
final class PgvectorTrial {
    /** The role lacks the right, the server forbids the extension, or its library is missing. */
    private static final String[] REFUSALS = {SqlFailures.INSUFFICIENT_PRIVILEGE, "0A000", "58P01"};

    private PgvectorTrial() {}

    /**
     * Returns why the role of {@code connection} cannot create the extension that its server offers; empty if it can.
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
                // A failing rollback on a dead connection would mask the original failure.
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
