package dev.codebasemcp.database;

import java.sql.SQLException;

/** A statement that the database refused though it works: a fault of this program, not of the caller or the server. */
public final class SqlBugException extends RuntimeException {
    private final String sqlState;

    SqlBugException(String database, SQLException cause) {
        super("SQLState " + cause.getSQLState() + " from database " + database + ": " + cause.getMessage(), cause);
        this.sqlState = String.valueOf(cause.getSQLState());
    }

    /** The five characters by which PostgreSQL names the fault. */
    public String sqlState() {
        return sqlState;
    }
}
