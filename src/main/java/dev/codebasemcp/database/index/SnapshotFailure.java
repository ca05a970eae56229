package dev.codebasemcp.database.index;

import java.sql.SQLException;

/** Carries a query failure through code without SQL to the transaction that translates it. */
final class SnapshotFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SnapshotFailure(SQLException failure) {
        super(failure);
    }
}
