package dev.codebasemcp.database.index;

import java.sql.SQLException;

/** Carries a failed query through code that knows no SQL, back to the transaction that gives it its meaning. */
final class SnapshotFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SnapshotFailure(SQLException failure) {
        super(failure);
    }
}
