package dev.codebasemcp.database;

import java.sql.SQLException;

/** A working database refused a statement: a bug in this program, not a fault of the caller or the server. */
public final class SqlBugException extends RuntimeException {
    private final String sqlState;

    SqlBugException(String database, SQLException cause) {
        super("SQLState " + cause.getSQLState() + " from database " + database + ": " + cause.getMessage(), cause);
        this.sqlState = String.valueOf(cause.getSQLState());
    }

    /** Returns the five-character SQLState. */
    public String sqlState() {
        return sqlState;
    }
}
