package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The work of one transaction.
 *
 * <p>It may run more than once (see {@link Database}). So it changes only the database, and neither commits nor keeps
 * the connection.
 */
@FunctionalInterface
public interface SqlWork<T> {
    /** Runs inside the open transaction of {@code connection}. */
    T run(Connection connection) throws SQLException;
}
