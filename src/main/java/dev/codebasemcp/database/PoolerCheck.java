package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Refuses an unusable server: an old one, or one behind a pooler that assigns sessions per transaction, which would
 * silently lose session locks.
 *
 * <p>Direct connections have distinct sessions that never change. Such a pooler takes an idle session for each
 * statement. If it takes the one used last, the second connection gets the session of the first. If it takes the one
 * idle longest, the first connection gets another session for its second statement. Other clients of the pooler may
 * interfere, so the check repeats a few times.
 */
final class PoolerCheck {
    private static final int REPEATS = 4;
    private static final int MIN_VERSION = 14;

    private PoolerCheck() {}

    /**
     * Checks two fresh connections to one database.
     *
     * @throws UnavailableException with the next step
     */
    static void refuse(String server, Connection one, Connection other) throws SQLException {
        int version = one.getMetaData().getDatabaseMajorVersion();
        if (version < MIN_VERSION) {
            throw new UnavailableException("The " + server + " is PostgreSQL " + version + ", and codebase-mcp needs "
                    + MIN_VERSION + " or newer; name another server in CODEBASE_MCP_DATABASE_URL.");
        }
        if (shareSessions(one, other)) {
            throw new UnavailableException("The " + server + " cannot be used. " + FailureAdvice.POOLER + ".");
        }
    }

    private static boolean shareSessions(Connection one, Connection other) throws SQLException {
        int first = session(one);
        int second = session(other);
        boolean shared = first == second;
        for (int i = 0; i < REPEATS && !shared; i++) {
            int again = session(one);
            int andAgain = session(one);
            shared = again != first || andAgain != first || session(other) != second;
        }
        return shared;
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
