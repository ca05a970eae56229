package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ConnectionDetails;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Detects a server, database or role that takes no writes: a standby, or one fenced by an administrator with {@code
 * default_transaction_read_only}. This program never overrides such a fence.
 */
final class ReadOnlyServer {
    static final String NEXT_STEP = "name the primary in " + ConnectionDetails.SETTING
            + " (several hosts with targetServerType=primary find it by themselves), or lift default_transaction_read_only;"
            + " searches in what is indexed go on meanwhile";

    private static final String CAUSE = """
            SELECT pg_is_in_recovery(), coalesce((SELECT source FROM pg_settings
                                                  WHERE name = 'default_transaction_read_only'), '')
            """;

    private ReadOnlyServer() {}

    /** Returns the failure of a write on such a connection; its message gives the reason. */
    static SQLException refusal(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CAUSE)) {
            row.next();
            String cause = row.getBoolean(1)
                    ? "the server is a standby (in recovery)"
                    : "default_transaction_read_only is on, set by " + setBy(row.getString(2));
            return new SQLException(cause, SqlFailures.READ_ONLY);
        }
    }

    /** Whether locks and writes on {@code connection} are valid. */
    static boolean isWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT NOT pg_is_in_recovery() AND NOT current_setting('transaction_read_only')::boolean")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static String setBy(String source) {
        return switch (source) {
            case "configuration file", "command line" -> "the server's " + source;
            case "database" -> "ALTER DATABASE … SET";
            case "user" -> "ALTER ROLE … SET";
            case "database user" -> "ALTER ROLE … IN DATABASE … SET";
            case "client" -> "the options of the connection";
            default -> "the server";
        };
    }
}
