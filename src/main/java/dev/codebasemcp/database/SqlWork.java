package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What one transaction does.
 *
 * <p>It may be run more than once (see {@link Database}), so it changes nothing but the database, and it neither commits
 * nor keeps the connection.
 */
@FunctionalInterface
public interface SqlWork<T> {
    /** Does the work on {@code connection}, inside the transaction that was opened for it. */
    T run(Connection connection) throws SQLException;
}
